/** Why a model broke off. `model_declined`: it, or a filter of its maker, will not answer. */
export const modelFaults = ['model_throttled', 'model_failed', 'model_silent', 'model_declined'] as const;
export type ModelFaultCode = (typeof modelFaults)[number];

/** Why a call of a model failed; the last two are ours. */
export const modelCallFailures = [...modelFaults, 'too_long', 'internal'] as const;
export type ModelCallFailure = (typeof modelCallFailures)[number];

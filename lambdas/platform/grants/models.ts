/** Calls of the models that the policy lists. */
export const models = () => ({ to: 'models' }) as const;

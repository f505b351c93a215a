/** Why a model call broke off. */
export type ModelFaultCode = 'model_throttled' | 'model_failed' | 'model_silent';

/** A model call that did not come to its end. Carries a code alone: messages of models can quote what they were asked. */
export class ModelFault extends Error {
  override readonly name = 'ModelFault';
  readonly code: ModelFaultCode;
  constructor(code: ModelFaultCode) {
    super(code);
    this.code = code;
  }
}

const busy = new Set([
  'ThrottlingException',
  'ServiceUnavailableException',
  'ModelNotReadyException',
  'ServiceQuotaExceededException',
]);

/** What an error of the SDK, before or within the stream, means to the person. */
export function faultOf(error: unknown): ModelFault {
  if (error instanceof ModelFault) return error;
  return new ModelFault(error instanceof Error && busy.has(error.name) ? 'model_throttled' : 'model_failed');
}

import type { ModelFaultCode } from '../../contracts/models/failures.ts';

/** A model call that did not come to its end. Carries a code alone: messages of models can quote what they were asked. */
export class ModelFault extends Error {
  override readonly name = 'ModelFault';
  readonly code: ModelFaultCode;
  constructor(code: ModelFaultCode) {
    super(code);
    this.code = code;
  }
}

/** Bedrock's names for being busy; in a stream they begin with a small letter. */
const busy = [
  'throttlingexception',
  'serviceunavailableexception',
  'modelnotreadyexception',
  'servicequotaexceededexception',
];
const passing = [...busy, 'internalserverexception', 'modeltimeoutexception'];

/** What an error of Bedrock, before or within the stream, means to the person. */
export const faultNamed = (name: string): ModelFault =>
  new ModelFault(busy.includes(name.toLowerCase()) ? 'model_throttled' : 'model_failed');

/** Whether the same request may be taken a moment later. */
export const isPassing = (name: string): boolean => passing.includes(name.toLowerCase());

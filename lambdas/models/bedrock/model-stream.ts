import type { ConverseStreamCommandInput, ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import type { Access } from '../../platform/aws/access.ts';
import { ModelFault } from '../model-fault.ts';
import { streamFromBedrock } from './bedrock.ts';

/** How long a model may say nothing: until its first token, and between two. Milliseconds. */
export interface Patience {
  readonly first: number;
  readonly between: number;
}
const patience: Patience = { first: 60_000, between: 30_000 };

/**
 * The events of one model call. Ends the call at Bedrock when `signal` fires (then it throws the signal's reason), when
 * the model says nothing for too long, and when the consumer stops reading.
 * @throws {@link ModelFault}
 */
export async function* converseStream(
  access: Access,
  input: ConverseStreamCommandInput,
  signal: AbortSignal,
  limits: Patience = patience,
): AsyncGenerator<ConverseStreamOutput> {
  const call = new AbortController();
  const silence = new ModelFault('model_silent');
  let watchdog = setTimeout(() => call.abort(silence), limits.first);
  let heard = false;
  let stopped = false;
  try {
    for await (const event of streamFromBedrock(access, input, AbortSignal.any([signal, call.signal]))) {
      if (heard) watchdog.refresh();
      else if (event.contentBlockDelta || event.contentBlockStart) {
        heard = true;
        clearTimeout(watchdog);
        watchdog = setTimeout(() => call.abort(silence), limits.between);
      }
      stopped ||= event.messageStop !== undefined;
      yield event;
    }
    // A stream that ends in good order but in mid-sentence is a broken one.
    if (!stopped) throw new ModelFault('model_failed');
  } catch (error) {
    signal.throwIfAborted();
    if (call.signal.aborted) throw silence;
    throw error instanceof ModelFault ? error : new ModelFault('model_failed');
  } finally {
    clearTimeout(watchdog);
    call.abort();
  }
}

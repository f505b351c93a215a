import type { ModelCallFailure } from '../../contracts/models/failures.ts';
import type { TokenUsage } from '../billing/prices.ts';
import { describeError, log } from '../platform/observe.ts';
import { repeat } from '../platform/repeating.ts';
import { LONGEST_CALL_MILLISECONDS } from './call-time.ts';
import { ModelFault } from './model-fault.ts';
import type { AskModel, ModelEvent } from './question.ts';
import type { Use } from './reservation.ts';

/** How a model call came to its end, and what came of it. */
export type CallEnd = (
  | { readonly state: 'answered' | 'stopped' }
  | { readonly state: 'failed'; readonly failure: ModelCallFailure }
) & {
  /** As the model counted them; not every call comes so far. */
  readonly usage: TokenUsage | undefined;
  /** All that it wrote, what it wants its tools to do included. */
  readonly produced: string;
};

/** What whoever asks has to say about a call under way. */
export interface Listener<Shown> {
  /** Whether somebody still wants the answer. */
  readonly isWanted: () => Promise<boolean>;
  /** What is passed on of an event, if anything. */
  readonly show: (event: ModelEvent, text: string) => Shown | undefined;
}

/** How often it is asked whether the answer is wanted: from a stop to the call's end it takes a second and one read. */
const STOP_CHECK_MILLISECONDS = 1000;

/** Asks a model for what was paid in advance, until it has answered, is stopped or takes too long. Never throws. */
export async function* askModel<Shown>(
  ask: AskModel,
  { model, question, maxTokens }: Pick<Use, 'model' | 'question' | 'maxTokens'>,
  { isWanted, show }: Listener<Shown>,
): AsyncGenerator<Shown, CallEnd> {
  const call = new AbortController();
  const watching = repeat(STOP_CHECK_MILLISECONDS, async () => {
    if (!(await isWanted())) call.abort('stopped');
  });
  const limit = setTimeout(() => call.abort('too_long'), LONGEST_CALL_MILLISECONDS);
  let usage: TokenUsage | undefined;
  let produced = '';
  try {
    for await (const event of ask(model, question, maxTokens, call.signal)) {
      const text = textOf(event);
      usage = usageOf(event) ?? usage;
      produced += text;
      const shown = show(event, text);
      if (shown !== undefined) yield shown;
    }
    return { state: 'answered', usage, produced };
  } catch (error) {
    return { ...endOf(error, call.signal), usage, produced };
  } finally {
    clearTimeout(limit);
    // Before whatever follows: a look at the flag after the end would be of no use.
    await watching.end();
  }
}

const usageOf = ({ metadata }: ModelEvent): TokenUsage | undefined =>
  metadata?.usage && {
    inputTokens: metadata.usage.inputTokens ?? 0,
    outputTokens: metadata.usage.outputTokens ?? 0,
  };

const textOf = ({ contentBlockDelta }: ModelEvent): string =>
  contentBlockDelta?.delta?.text ?? contentBlockDelta?.delta?.toolUse?.input ?? '';

function endOf(error: unknown, signal: AbortSignal) {
  if (signal.aborted && signal.reason === 'stopped') return { state: 'stopped' } as const;
  if (signal.aborted) return { state: 'failed', failure: 'too_long' } as const;
  if (error instanceof ModelFault) return { state: 'failed', failure: error.code } as const;
  log('error', 'answering failed', describeError(error));
  return { state: 'failed', failure: 'internal' } as const;
}

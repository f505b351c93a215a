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
  readonly said: string;
  /** What it thought before, as far as that can be read; nothing where it did not think. */
  readonly thought: string | undefined;
};

/** The words of one event: of the answer, or of the thinking before it. */
export interface Words {
  readonly said: string;
  readonly thought: string | undefined;
}

/** How an answer ends that is one. Any other reason, `refusal` or one that nobody knows yet, is none. */
const goodReasons: readonly string[] = [
  'end_turn',
  'stop_sequence',
  'tool_use',
  'max_tokens',
  'model_context_window_exceeded',
];

/** What whoever asks has to say about a call under way. */
export interface Listener<Shown> {
  /** Whether somebody still wants the answer. */
  readonly isWanted: () => Promise<boolean>;
  /** What is passed on of an event, if anything. */
  readonly show: (event: ModelEvent, words: Words) => Shown | undefined;
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
  let said = '';
  let thought: string | undefined;
  let reason: string = 'end_turn';
  try {
    for await (const event of ask(model, question, maxTokens, call.signal)) {
      const words = wordsOf(event);
      usage = usageOf(event) ?? usage;
      reason = event.messageStop?.stopReason ?? reason;
      said += words.said;
      if (words.thought !== undefined) thought = (thought ?? '') + words.thought;
      const shown = show(event, words);
      if (shown !== undefined) yield shown;
    }
    const end = goodReasons.includes(reason) ? answered : declined;
    return { ...end, usage, said, thought };
  } catch (error) {
    return { ...endOf(error, call.signal), usage, said, thought };
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

const answered = { state: 'answered' } as const;
const declined = { state: 'failed', failure: 'model_declined' } as const;

/** Thinking that comes blacked out, or as a signature alone, has no words. */
function wordsOf({ contentBlockDelta }: ModelEvent): Words {
  const { text, toolUse, reasoningContent } = contentBlockDelta?.delta ?? {};
  return { said: text ?? toolUse?.input ?? '', thought: reasoningContent && (reasoningContent.text ?? '') };
}

function endOf(error: unknown, signal: AbortSignal) {
  if (signal.aborted && signal.reason === 'stopped') return { state: 'stopped' } as const;
  if (signal.aborted) return { state: 'failed', failure: 'too_long' } as const;
  if (error instanceof ModelFault) return { state: 'failed', failure: error.code } as const;
  log('error', 'answering failed', describeError(error));
  return { state: 'failed', failure: 'internal' } as const;
}

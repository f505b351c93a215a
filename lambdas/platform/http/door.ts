import { describeError, log } from '../observe.ts';
import { Problem } from './problem.ts';

/** Whoever is shut out reads for no longer than this and one question; five seconds are promised. */
const ASK_AGAIN_MILLISECONDS = 4000;

/** Where a call that lasts is admitted again and again. */
export interface Door {
  /** Aborted, with the problem as its reason, once the caller is not admitted any more. */
  readonly signal: AbortSignal;
  /** Asks again, where the last time is long enough ago. Throws the `Problem` that shut the door. */
  readonly ask: () => Promise<void>;
}

/** @param admit throws a `Problem` where the caller is not admitted */
export function doorOf(admit: () => Promise<unknown>, clock = Date.now): Door {
  const shut = new AbortController();
  let askedAt = clock();
  return {
    signal: shut.signal,
    ask: async () => {
      shut.signal.throwIfAborted();
      if (clock() - askedAt < ASK_AGAIN_MILLISECONDS) return;
      askedAt = clock();
      try {
        await admit();
      } catch (error) {
        // A question that failed is no answer; the next one follows.
        if (!(error instanceof Problem))
          return log('warn', 'a door could not be asked', describeError(error));
        shut.abort(error);
        throw error;
      }
    },
  };
}

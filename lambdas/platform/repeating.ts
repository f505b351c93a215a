import { describeError, log } from './observe.ts';

export interface Repeating {
  /** Ends it, after what is under way. */
  end(): Promise<void>;
}

/** Does a task every so many milliseconds, never twice at once. One that fails is logged and done again next time. */
export function repeat(milliseconds: number, task: () => Promise<void>): Repeating {
  let underWay: Promise<void> | undefined;
  const timer = setInterval(() => {
    underWay ??= task()
      .catch((error: unknown) => log('warn', 'a repeated task failed', describeError(error)))
      .finally(() => {
        underWay = undefined;
      });
  }, milliseconds);
  return {
    end: async () => {
      clearInterval(timer);
      await underWay;
    },
  };
}

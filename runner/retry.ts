import { setTimeout as pause } from 'node:timers/promises';

export interface RetryOptions {
  /** No new attempt begins after this time. */
  readonly withinMs: number;
  /** The first pause; it doubles up to ten times this. */
  readonly pauseMs: number;
  /** Whether another attempt may help. */
  readonly when: (error: unknown) => boolean;
  readonly signal?: AbortSignal;
}

/** Tries until it succeeds, the error is final, the time is over, or the signal says so. */
export async function retry<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const deadline = Date.now() + options.withinMs;
  for (let wait = options.pauseMs; ; wait = Math.min(wait * 2, options.pauseMs * 10)) {
    options.signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (options.signal?.aborted || !options.when(error) || Date.now() + wait > deadline) throw error;
    }
    await pause(wait, undefined, options.signal ? { signal: options.signal } : {});
  }
}

import { describeError, log } from './observe.ts';

/** Some of many failed; what each met is in the log. */
class SomeFailed extends Error {
  override readonly name = 'SomeFailed';
}

/**
 * Does the same for each of many, one after the other. One that fails is logged and keeps no other waiting: a sweep that
 * broke off there would break off there again and again. Throws at the end, so that the function counts as failed.
 */
export async function forEach<T>(
  all: AsyncIterable<T> | Iterable<T>,
  act: (one: T) => Promise<unknown>,
): Promise<void> {
  let failed = 0;
  for await (const one of all) {
    try {
      await act(one);
    } catch (error) {
      failed += 1;
      log('error', 'one of many failed', describeError(error));
    }
  }
  if (failed > 0) throw new SomeFailed(`${failed} failed`);
}

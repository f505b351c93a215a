import { isWaitedOut, writers } from '../../contracts/privacy/writers.ts';
import { functionsOf } from '../../lambdas/functions.ts';
import type { Capability } from '../../policy/profile.ts';

/** Between two clocks, and for a request that S3 or DynamoDB still carries out when its sender has ended. */
const MARGIN_SECONDS = 5;

/** The longest that somebody goes on who was let in, in seconds, where no function runs longer than `longestRun`. */
export const longestLife = (capabilities: readonly Capability[], longestRun: number): number =>
  MARGIN_SECONDS +
  Math.max(
    ...functionsOf(capabilities)
      .filter(({ name }) => isWaitedOut(writers[name]))
      .map(({ timeout }) => Math.min(timeout, longestRun)),
  );

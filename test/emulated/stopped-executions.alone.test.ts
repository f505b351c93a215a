// Alone: it sweeps erasures and reaps machines that others may be at.
import { expect, inject, it } from 'vitest';
import { openShared } from '../support/deployment/open.ts';
import { stoppedStories } from '../support/kill-points/stopped-stories.ts';
import { diceOf, sampleOf, seedOfRun } from '../support/seed.ts';

const { parts } = openShared(inject('deployment'));
const seed = seedOfRun();
const dice = diceOf(seed);
const left = [...stoppedStories];
/** Two of them, by seed, in `npm test`; all in the deep run. */
const chosen = Array.from({ length: sampleOf(2, left.length) }, () =>
  left.splice(dice.below(left.length), 1),
).flat();

it.each(chosen.map(({ workflow, state, converges }) => [workflow, state, converges] as const))(
  `%s comes to the same end when its execution is stopped in %s (seed ${seed})`,
  (_workflow, state, converges) => expect(converges(parts, state)).resolves.toBeUndefined(),
);

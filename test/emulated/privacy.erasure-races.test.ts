import { describe, expect, inject, it } from 'vitest';
import { isErasable } from '../../contracts/spec/store.ts';
import { storesOf } from '../../contracts/stores.ts';
import { longestRun } from '../../local/deployment/settings.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { openShared } from '../support/deployment/open.ts';
import { verifies } from '../support/evidence/leaving.ts';
import { type Combination, type Moment, moments, race } from '../support/races/race.ts';
import { type WorkName, works } from '../support/races/racers.ts';
import { diceOf, sampleOf, seedOfRun } from '../support/seed.ts';

const deployment = inject('deployment');
const { parts } = openShared(deployment);
const seed = seedOfRun();
const names = Object.keys(works) as WorkName[];
/** Side by side: most of an erasure is waiting. */
const AT_ONCE = sampleOf(4, 12);

/** Each kind of work at each moment, or a few of these by the seed. */
const all = moments.flatMap((moment) => names.map((work): Combination => ({ work, moment })));
const dice = diceOf(seed);
const chosen = all
  .map((one) => ({ one, place: dice.below(1_000_000) }))
  .toSorted((a, b) => a.place - b.place)
  .slice(0, sampleOf(AT_ONCE, all.length))
  .map(({ one }) => one);
const batches = Array.from({ length: Math.ceil(chosen.length / AT_ONCE) }, (_, index) =>
  chosen.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
);

describe(`whatever goes on while an account is erased, its receipt is true (seed ${seed})`, () => {
  const titleOf = (batch: readonly { work: WorkName; moment: Moment }[]) =>
    batch.map(({ work, moment }) => `${work} ${moment}`).join(', ');
  it.each(batches.map((batch) => [titleOf(batch), batch] as const))(
    '%s',
    async (_title, batch) => {
      const outcomes = await Promise.all(batch.map((one) => race(parts, deployment, one)));
      for (const { work, moment, left, receipt } of outcomes) {
        expect({ work, moment, left }).toEqual({ work, moment, left: [] });
        expect(verifies(receipt)).toBe(true);
        const zero = receipt.document.stores.filter((line) => line.left === 0).map(({ store }) => store);
        const must = storesOf(findProfile(deployment.profile).capabilities).filter(isErasable);
        expect(zero).toEqual(expect.arrayContaining(must.map(({ name }) => name)));
      }
    },
    210_000 + longestRun() * 1000,
  );
});

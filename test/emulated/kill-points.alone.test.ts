// Alone: it keeps the streams of machines and runs from their functions, and sweeps erasures.
import { afterAll, describe, inject, it } from 'vitest';
import { askingStories } from '../support/kill-points/asking-stories.ts';
import { eraseStory } from '../support/kill-points/erase-story.ts';
import { exportStory } from '../support/kill-points/export-story.ts';
import { machineStories } from '../support/kill-points/machine-stories.ts';
import type { Stage } from '../support/kill-points/mortal-function.ts';
import { restoreStory } from '../support/kill-points/restore-story.ts';
import { runStory } from '../support/kill-points/run-story.ts';
import { faultAt, pointsOf, type Story } from '../support/kill-points/story.ts';
import { turnStory } from '../support/kill-points/turn-story.ts';
import { diceOf, sampleOf, seedOfRun } from '../support/seed.ts';

const stage: Stage = { deployment: inject('deployment'), opened: new AsyncDisposableStack() };
afterAll(() => stage.opened.disposeAsync());

const seed = seedOfRun();
const pointsEach = sampleOf(1, Number.POSITIVE_INFINITY);
/** As many stories at once; what they wait for is mostly the emulator. */
const AT_ONCE = 2;

/** One of several stories that are alike, by seed, in `npm test`; all of them in the deep run. */
const some = <State>(stories: readonly Story<State>[]): readonly Story<State>[] =>
  sampleOf(1, stories.length) === 1 ? stories.slice(diceOf(seed).below(stories.length)).slice(0, 1) : stories;

/** Kills at some points, or at all, each time from a fresh state, and gives what came out otherwise than without a kill. */
async function faultsOf<State>(story: Story<State>): Promise<readonly string[]> {
  const began = performance.now();
  const points = await pointsOf(story);
  const dice = diceOf(seed);
  const few = () => Array.from({ length: pointsEach }, () => points[dice.below(points.length)]);
  const chosen = pointsEach >= points.length ? points : few();
  console.log(`${story.name}: ${chosen.length} of ${points.length} kill points, seed ${seed}`);
  const left = chosen.values();
  const faults: string[] = [];
  const work = async () => {
    for (const point of left) {
      const fault = point && (await faultAt(story, point));
      if (fault !== undefined) faults.push(fault);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  console.log(`${story.name}: ${Math.round((performance.now() - began) / 1000)} s, ${faults.length} faults`);
  return faults;
}

describe('wherever its function is killed, before a call of AWS or after it', {
  timeout: 3_600_000,
  concurrent: true,
}, () => {
  // By itself: the sweep in it takes up every erasure that is there, also those that other stories carry out by hand.
  it.sequential('what is asked for again is there once', async ({ expect }) => {
    for (const story of some(await askingStories(stage))) expect(await faultsOf(story)).toEqual([]);
  });
  it('an erasure ends with empty stores, one receipt that verifies, and the ledger as it was', async ({
    expect,
  }) => {
    expect(await faultsOf(await eraseStory(stage))).toEqual([]);
  });
  it('an account comes back within its window with its content, and without its credentials', async ({
    expect,
  }) => {
    expect(await faultsOf(await restoreStory(stage))).toEqual([]);
  });
  it('an export becomes ready once and can be read', async ({ expect }) => {
    expect(await faultsOf(await exportStory(stage))).toEqual([]);
  });
  it('a turn is charged once or not at all, and nothing stays reserved', async ({ expect }) => {
    expect(await faultsOf(await turnStory(stage))).toEqual([]);
  });
  it('a run is handed over, logged and ended once', async ({ expect }) => {
    expect(await faultsOf(await runStory(stage))).toEqual([]);
  });
  it('a launch or a start leaves one instance and one hold, an end nothing; seconds are charged once', async ({
    expect,
  }) => {
    for (const story of some(await machineStories(stage))) expect(await faultsOf(story)).toEqual([]);
  });
});

import { afterAll, describe, expect, inject, it } from 'vitest';
import { eraseStory } from '../support/kill-points/erase-story.ts';
import { exportStory } from '../support/kill-points/export-story.ts';
import { machineStories } from '../support/kill-points/machine-stories.ts';
import type { Stage } from '../support/kill-points/mortal-function.ts';
import { runStory } from '../support/kill-points/run-story.ts';
import { pointsOf, type Story, tellWith } from '../support/kill-points/story.ts';
import { turnStory } from '../support/kill-points/turn-story.ts';
import { diceOf, sampleOf, seedOfRun } from '../support/seed.ts';

const stage: Stage = { deployment: inject('deployment'), opened: new AsyncDisposableStack() };
afterAll(() => stage.opened.disposeAsync());

const seed = seedOfRun();
const pointsEach = sampleOf(1, Number.POSITIVE_INFINITY);
/** As many stories at once; what they wait for is mostly the emulator. */
const AT_ONCE = 3;

/** Kills at some points, or at all, each time from a fresh state. */
async function survives<State>(story: Story<State>): Promise<void> {
  const points = await pointsOf(story);
  const all = points.length;
  expect(all).toBeGreaterThan(0);
  const dice = diceOf(seed);
  const chosen =
    pointsEach >= all ? points : Array.from({ length: pointsEach }, () => points[dice.below(all)]);
  console.log(`${story.name}: ${chosen.length} of ${all} kill points, seed ${seed}`);
  const left = chosen.values();
  const work = async () => {
    for (const point of left) if (point !== undefined) await tellWith(story, point);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

describe('wherever its function is killed, before a call of AWS or after it', { timeout: 3_600_000, concurrent: true }, () => {
  it('an erasure ends with empty stores, one receipt that verifies, and the ledger as it was', async () =>
    survives(await eraseStory(stage)));
  it('an export becomes ready once and can be read', async () => survives(await exportStory(stage)));
  it('a turn is charged once or not at all, and nothing stays reserved', async () =>
    survives(await turnStory(stage)));
  it('a run is handed over, logged and ended once', async () => survives(await runStory(stage)));
  it('a launch leaves one instance and one hold, an end nothing; seconds are charged once', async () => {
    for (const story of await machineStories(stage)) await survives(story);
  });
});

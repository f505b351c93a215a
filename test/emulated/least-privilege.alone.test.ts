// Alone: it takes grants away from functions that everybody calls, and pauses streams.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { functionsOf } from '../../lambdas/functions.ts';
import { profiles } from '../../policy/profiles/all.ts';
import type { Stage } from '../support/kill-points/mortal-function.ts';
import { pauseStream } from '../support/kill-points/paused-stream.ts';
import { exceptionKinds, MOST_KINDS, notDeployed } from '../support/privileges/exceptions.ts';
import { type FunctionGrant, readGrants } from '../support/privileges/grants.ts';
import { journeys } from '../support/privileges/journeys/all.ts';
import { neededBy } from '../support/privileges/needed.ts';
import { eachApart, faultOf, type Removal } from '../support/privileges/removals.ts';
import { World } from '../support/privileges/world.ts';
import { diceOf, sampleOf, seedOfRun } from '../support/seed.ts';

const stage: Stage = { deployment: inject('deployment'), opened: new AsyncDisposableStack() };
const world = new World(stage);
const seed = seedOfRun();
/** As many at once; each waits mostly for the emulator. */
const AT_ONCE = 3;
const { capabilities } = profiles[stage.deployment.profile];
const deployed = functionsOf(capabilities).filter(({ name }) => !notDeployed.includes(name));
let grants: readonly FunctionGrant[];
beforeAll(async () => {
  // Journeys tell functions themselves what the streams would tell them.
  for (const name of ['machine-events', 'run-events']) await pauseStream(stage, name);
  grants = await readGrants(
    world.aws,
    deployed.map(({ name }) => name),
  );
});
afterAll(() => stage.opened.disposeAsync());

const kindOf = ({ fn, name }: FunctionGrant) =>
  exceptionKinds.find(({ covers }) => covers.test(`${fn} ${name}`));

describe('each action on each resource that a function is granted', () => {
  it('is needed by a journey that is named, or is an exception with a reason', async () => {
    const needed = await neededBy(deployed);
    const excepted = grants.filter(kindOf);
    const standing = grants.map((grant) => ({
      grant: `${grant.fn} ${grant.name}`,
      journeys: needed.get(`${grant.fn} ${grant.name}`)?.length ?? 0,
      excepted: excepted.includes(grant),
    }));
    expect(standing.filter((one) => one.journeys !== (one.excepted ? 0 : 1))).toEqual([]);
    const granted = grants.map(({ fn, name }) => `${fn} ${name}`);
    expect([...needed.keys()].filter((grant) => !granted.includes(grant))).toEqual([]);
    console.log(
      `${grants.length} grants, ${excepted.length} of ${exceptionKinds.length} kinds of exception:`,
    );
    for (const kind of exceptionKinds) {
      const count = excepted.filter((grant) => kindOf(grant) === kind).length;
      expect(count, kind.reason).toBeGreaterThan(0);
      console.log(`${count}: ${kind.reason}`);
    }
    expect(exceptionKinds.length).toBeLessThanOrEqual(MOST_KINDS);
  });

  it('is missed by its journey when it is taken away, and with it back the journey gets to its end', {
    timeout: 3_600_000,
  }, async () => {
    const removals = await removalsOf(grants);
    const chosen = some(removals, sampleOf(6, removals.length));
    console.log(`${chosen.length} of ${removals.length} removals, seed ${seed}`);
    const faults: string[] = [];
    await eachApart(chosen, AT_ONCE, async (removal) => {
      const fault = await faultOf(world, removal);
      if (fault !== undefined) faults.push(fault);
    });
    expect(faults).toEqual([]);
  });
});

async function removalsOf(all: readonly FunctionGrant[]): Promise<readonly Removal[]> {
  const needed = await neededBy(deployed);
  return all.flatMap((grant) =>
    (needed.get(`${grant.fn} ${grant.name}`) ?? []).map((name) => {
      const journey = journeys.find((one) => one.name === name);
      if (journey === undefined) throw new Error(`no journey “${name}”`);
      return { ...grant, journey };
    }),
  );
}

/** So many of them, by the seed. */
function some<T>(all: readonly T[], count: number): readonly T[] {
  const dice = diceOf(seed);
  const left = [...all];
  const chosen: T[] = [];
  while (chosen.length < count && left.length > 0) chosen.push(...left.splice(dice.below(left.length), 1));
  return chosen;
}

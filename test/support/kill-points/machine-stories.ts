import { EC2 } from '@aws-sdk/client-ec2';
import { SQS } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import * as z from 'zod/mini';
import { balances } from '../../../contracts/billing/stores.ts';
import { newId } from '../../../contracts/ids.ts';
import { machines } from '../../../contracts/machines/stores.ts';
import { priceOfSeconds } from '../../../lambdas/billing/prices.ts';
import { MachineStore } from '../../../lambdas/machines/machine-store.ts';
import { iso, type Machine, newMachine, workOf } from '../../../lambdas/machines/machines.ts';
import { openShared } from '../deployment/open.ts';
import { accountOf, documentsOf, itemsOf, movementsOf } from '../evidence/storage.ts';
import { holdsOfLongAgo } from './holds.ts';
import { openMortal, type Stage } from './mortal-function.ts';
import { pauseStream } from './paused-stream.ts';
import type { Act, Story } from './story.ts';

/** Of whom and of what a story tells. */
type Ids = Pick<Machine, 'userId' | 'customerId' | 'machineId'>;

/** Launches and stops, with what follows where they fail, by the steps of their workflows, which are not started here. */
export async function machineStories(stage: Stage): Promise<readonly Story<Ids>[]> {
  await pauseStream(stage, 'machine-events');
  // Instances of these stories really boot; what their runners say must not move the stories on.
  const environment = { MACHINE_API: 'http://127.0.0.1:9/' };
  const fn = await openMortal(stage, 'machine-steps', { environment });
  const world = worldOf(stage);
  const steps = (...names: string[]): Act<Ids> => ({
    fn,
    events: async (ids) => {
      const id = workOf(await world.find(ids));
      return names.map((step) => ({ step, userId: ids.userId, id, token: 'of nobody' }));
    },
  });
  const launch = steps('reserve', 'run', 'await-ready');
  const stop = steps('stop', 'settle');
  const end = steps('terminate', 'remove');
  const run = async (ids: Ids, ...acts: readonly Act<Ids>[]) => {
    for (const { events } of acts) expect(await fn.live(await events(ids))).toMatchObject({ ended: true });
  };
  return [
    {
      name: 'launch and end a machine',
      begin: world.ask,
      acts: [{ ...launch, so: (ids) => world.expectOne(ids) }, end],
      end: (ids) => world.expectNothing(ids),
    },
    {
      name: 'give up a launch',
      async begin() {
        const ids = await world.ask();
        await run(ids, launch);
        return ids;
      },
      acts: [steps('give-up')],
      end: world.expectFailed,
    },
    {
      name: 'stop a machine',
      async begin() {
        const ids = await world.ask();
        await run(ids, launch);
        await world.stopIt(ids);
        return ids;
      },
      acts: [{ ...stop, so: (ids) => world.expectSettled(ids, 1) }],
      async end(ids) {
        await run(ids, end);
        await world.expectNothing(ids);
      },
    },
    {
      name: 'start a stopped machine and give up',
      async begin() {
        const ids = await world.ask();
        await run(ids, launch);
        await world.stopIt(ids);
        await run(ids, stop);
        await world.startIt(ids);
        return ids;
      },
      acts: [
        { ...steps('reserve', 'start', 'await-ready'), so: (ids) => world.expectOne(ids, 1) },
        steps('stop-again'),
      ],
      async end(ids) {
        await run(ids, stop);
        await world.expectSettled(ids, 2);
        await run(ids, end);
        await world.expectNothing(ids, 2);
      },
    },
  ];
}

/** What stories of machines do and look at behind the functions' backs. */
function worldOf({ deployment }: Stage) {
  const { parts } = openShared(deployment);
  const store = new MachineStore(documentsOf(parts), parts.aws.nameOf(machines.name));
  const find = async ({ userId }: Ids): Promise<Machine> => {
    const found = await store.find(userId);
    if (found === undefined) throw new Error('no machine');
    return found;
  };
  const ask = async (): Promise<Ids> => {
    const person = await parts.people.fresh();
    const ids = { machineId: newId('machine'), holdId: newId('hold') };
    const machine = newMachine(await accountOf(parts, person), ids, Date.now());
    await store.write(store.adding(machine));
    return machine;
  };
  /** The wish of its owner, once its runner has reported; here nobody waits for the report. */
  const stopIt = async (ids: Ids) => {
    const now = Date.now();
    const moved = { readyAt: iso(now), beatAt: iso(now) };
    await store.move(await find(ids), 'ready', now, moved);
    expect(await store.move(await find(ids), 'stopping', now)).toBe('moved');
  };
  /** Its owner's next wish; every start has a hold of its own. */
  const startIt = async (ids: Ids) => {
    const moved = { holdId: newId('hold'), failure: undefined };
    expect(await store.move(await find(ids), 'starting', Date.now(), moved)).toBe('moved');
  };
  return { ask, find, stopIt, startIt, ...expectations(deployment, find) };
}

function expectations(deployment: Stage['deployment'], find: (ids: Ids) => Promise<Machine>) {
  const { parts } = openShared(deployment);
  const instancesOf = async ({ machineId }: Ids) => {
    const Filters = [
      { Name: 'tag:cloister:machine', Values: [machineId] },
      { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] },
    ];
    const found = await parts.aws.client(EC2).describeInstances({ Filters });
    return found.Reservations?.flatMap(({ Instances = [] }) => Instances) ?? [];
  };
  const queuesOf = async ({ machineId }: Ids) => {
    const { QueueUrls = [] } = await parts.aws.client(SQS).listQueues({});
    return QueueUrls.filter((url) => url.endsWith(machineId));
  };
  /** The movements of the machine, and the holds; sum and balance must agree at any time. */
  const booksOf = async ({ customerId, machineId }: Ids) => {
    const movements = await movementsOf(parts, customerId);
    const [raw] = await itemsOf(parts, balances, customerId);
    const { balance, available, holds } = z.looseObject(balances.item.shape).parse(raw);
    expect(balance).toBe(movements.reduce((sum, { amount }) => sum + Number(amount), 0));
    const held = Object.values(holds).reduce((sum, { amount }) => sum + amount, 0);
    expect(available).toBe(balance - held);
    return { charged: movements.filter(({ of }) => of === machineId), holds: Object.keys(holds) };
  };
  const expectCharges = async (ids: Ids, stops: number) => {
    const { charged, holds } = await booksOf(ids);
    expect(holds).toEqual([]);
    expect(charged).toHaveLength(stops);
    for (const { amount, seconds } of charged) expect(amount).toBe(-priceOfSeconds(Number(seconds)));
  };
  const expectNoInstance = async (ids: Ids) => {
    expect(await instancesOf(ids)).toEqual([]);
    expect(await queuesOf(ids)).toEqual([]);
  };
  return {
    /** It runs, after so many stops. */
    expectOne: async (ids: Ids, stops = 0): Promise<void> => {
      const { instanceId, holdId } = await find(ids);
      expect(await instancesOf(ids)).toMatchObject([{ InstanceId: instanceId, State: { Name: 'running' } }]);
      expect(await queuesOf(ids)).toHaveLength(1);
      const { charged, holds } = await booksOf(ids);
      expect({ charged: charged.length, holds }).toEqual({ charged: stops, holds: [holdId] });
    },
    expectSettled: async (ids: Ids, stops: number): Promise<void> => {
      const { state, events } = await find(ids);
      expect({ state, last: events.at(-1)?.what }).toEqual({ state: 'stopped', last: 'stopped' });
      await expectCharges(ids, stops);
    },
    expectFailed: async (ids: Ids): Promise<void> => {
      expect(await find(ids)).toMatchObject({ state: 'failed', failure: 'never_reported' });
      await expectNoInstance(ids);
      // What was still held when somebody died is the sweep's.
      await holdsOfLongAgo(parts, ids.customerId);
      await parts.aws.runScheduled('sweep-holds');
      await expectCharges(ids, 0);
    },
    expectNothing: async (ids: Ids, stops = 1): Promise<void> => {
      expect(await itemsOf(parts, machines, ids.userId)).toEqual([]);
      await expectNoInstance(ids);
      await expectCharges(ids, stops);
    },
  };
}

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { accounts } from '../../../contracts/accounts.ts';
import { balances, ledger } from '../../../contracts/billing.ts';
import { newId } from '../../../contracts/ids.ts';
import { machines } from '../../../contracts/machines.ts';
import { priceOfSeconds } from '../../../lambdas/billing/prices.ts';
import { MachineStore } from '../../../lambdas/vms/machine-store.ts';
import { iso, type Machine, newMachine, workOf } from '../../../lambdas/vms/machines.ts';
import { openShared } from '../deployment/open.ts';
import { itemsOf } from '../evidence/storage.ts';
import { openMortal, type Stage } from './mortal-function.ts';
import { pauseStream } from './paused-stream.ts';
import type { Act, Story } from './story.ts';

/** Of whom and of what a story tells. */
type Ids = Pick<Machine, 'userId' | 'customerId' | 'machineId'>;

/** A launch with its end, and a stop, by the steps of their workflows, which are not started here. */
export async function machineStories(stage: Stage): Promise<readonly Story<Ids>[]> {
  await pauseStream(stage, 'machine-events');
  const fn = await openMortal(stage, 'machine-steps');
  const world = worldOf(stage);
  const steps = (...names: string[]): Act<Ids> => ({
    fn,
    events: async (ids) => {
      const id = workOf(await world.find(ids));
      return names.map((step) => ({ step, userId: ids.userId, id, token: 'of nobody' }));
    },
  });
  const launch = steps('reserve', 'run', 'await-ready');
  const end = steps('terminate', 'remove');
  return [
    {
      name: 'launch and end a machine',
      begin: world.ask,
      acts: [{ ...launch, so: world.expectOne }, end],
      end: world.expectNothing,
    },
    {
      name: 'stop a machine',
      async begin() {
        const ids = await world.ask();
        await fn.live(await launch.events(ids));
        await world.stopIt(ids);
        return ids;
      },
      acts: [{ ...steps('stop', 'settle'), so: world.expectSettled }],
      async end(ids) {
        await fn.live(await end.events(ids));
        await world.expectNothing(ids);
      },
    },
  ];
}

/** What stories of machines do and look at behind the functions' backs. */
function worldOf({ deployment }: Stage) {
  const { parts } = openShared(deployment);
  const db = DynamoDBDocumentClient.from(parts.aws.client(DynamoDBClient));
  const store = new MachineStore(db, parts.aws.nameOf(machines.name));
  const find = async ({ userId }: Ids): Promise<Machine> => {
    const found = await store.find(userId);
    if (found === undefined) throw new Error('no machine');
    return found;
  };
  const ask = async (): Promise<Ids> => {
    const person = await parts.people.fresh();
    const [raw] = await itemsOf(parts, accounts, person.userId);
    const owner = accounts.item.pick({ userId: true, customerId: true }).loose().parse(raw);
    const now = Date.now();
    const machine = newMachine(owner, { machineId: newId('machine'), holdId: newId('hold') }, now);
    await store.add(machine);
    return machine;
  };
  /** The wish of its owner, once its runner has reported; here nobody waits for the report. */
  const stopIt = async (ids: Ids) => {
    const now = Date.now();
    const moved = { readyAt: iso(now), beatAt: iso(now) };
    await store.move(await find(ids), 'ready', now, moved);
    expect(await store.move(await find(ids), 'stopping', now)).toBe('moved');
  };
  return { ask, find, stopIt, ...expectations(deployment, find) };
}

function expectations(deployment: Stage['deployment'], find: (ids: Ids) => Promise<Machine>) {
  const { parts } = openShared(deployment);
  const instancesOf = async ({ machineId }: Ids) => {
    const Filters = [
      { Name: 'tag:cloister:vm', Values: [machineId] },
      { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] },
    ];
    const found = await parts.aws.client(EC2Client).send(new DescribeInstancesCommand({ Filters }));
    return found.Reservations?.flatMap(({ Instances = [] }) => Instances) ?? [];
  };
  const queuesOf = async ({ machineId }: Ids) => {
    const { QueueUrls = [] } = await parts.aws.client(SQSClient).send(new ListQueuesCommand({}));
    return QueueUrls.filter((url) => url.endsWith(machineId));
  };
  /** The movements of the machine, and the holds; sum and balance must agree at any time. */
  const booksOf = async ({ customerId, machineId }: Ids) => {
    const movements = await itemsOf(parts, ledger, customerId);
    const [raw] = await itemsOf(parts, balances, customerId);
    const { balance, available, holds } = balances.item.loose().parse(raw);
    expect(balance).toBe(movements.reduce((sum, { amount }) => sum + Number(amount), 0));
    const held = Object.values(holds).reduce((sum, { amount }) => sum + amount, 0);
    expect(available).toBe(balance - held);
    return { charged: movements.filter(({ of }) => of === machineId), holds: Object.keys(holds) };
  };
  const expectCharge = async (ids: Ids) => {
    const { charged, holds } = await booksOf(ids);
    expect(holds).toEqual([]);
    expect(charged.map(({ amount }) => amount)).toEqual([-priceOfSeconds(Number(charged[0]?.['seconds']))]);
  };
  return {
    expectOne: async (ids: Ids): Promise<void> => {
      const { instanceId, holdId } = await find(ids);
      expect((await instancesOf(ids)).map(({ InstanceId }) => InstanceId)).toEqual([instanceId]);
      expect(await queuesOf(ids)).toHaveLength(1);
      expect(await booksOf(ids)).toEqual({ charged: [], holds: [holdId] });
    },
    expectSettled: async (ids: Ids): Promise<void> => {
      expect(await find(ids)).toMatchObject({ state: 'stopped', events: [{}, {}, {}, {}] });
      await expectCharge(ids);
    },
    expectNothing: async (ids: Ids): Promise<void> => {
      expect(await itemsOf(parts, machines, ids.userId)).toEqual([]);
      expect(await instancesOf(ids)).toEqual([]);
      expect(await queuesOf(ids)).toEqual([]);
      await expectCharge(ids);
    },
  };
}

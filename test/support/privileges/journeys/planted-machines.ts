import { randomBytes } from 'node:crypto';
import { EC2, type Instance } from '@aws-sdk/client-ec2';
import { SQS } from '@aws-sdk/client-sqs';
import { balances } from '../../../../contracts/billing/stores.ts';
import { newId } from '../../../../contracts/ids.ts';
import {
  MACHINE_TAG,
  queueName,
  queuesOfStage,
  STAGE_TAG,
  USER_TAG,
} from '../../../../contracts/machines/names.ts';
import { machines } from '../../../../contracts/machines/stores.ts';
import { holdAmount, holdOf, type Machine, newMachine } from '../../../../lambdas/machines/machines.ts';
import { purseOf } from '../../purse.ts';
import type { Owner, World } from '../world.ts';

/** A machine's record, and a balance with its hold where it has one. */
export async function plantMachine(
  world: World,
  owner: Owner,
  change: Partial<Machine> = {},
): Promise<Machine> {
  const ids = { machineId: newId('machine'), holdId: newId('hold') };
  const machine: Machine = { ...newMachine(owner, ids, Date.now()), ...change };
  await world.put(machines, machine);
  return machine;
}

/** Enough for an hour, part of it held for the machine. */
export async function plantBalance(
  world: World,
  { customerId }: Owner,
  held: Machine['holdId'],
): Promise<void> {
  const { amount, until, purpose } = holdOf(held ?? newId('hold'), Date.now());
  const balance = 10 * holdAmount;
  const holds = held === undefined ? {} : { [held]: { amount, until, purpose } };
  const available = balance - (held === undefined ? 0 : amount);
  await world.put(balances, purseOf(customerId, { balance, available, holds }));
}

/** The state of a person's machine. */
export const stateOf = async (world: World, { userId }: Owner) =>
  (await world.items(machines, userId))[0]?.['state'];

async function instancesOf(world: World, machineId: string): Promise<Instance[]> {
  const Filters = [{ Name: `tag:${MACHINE_TAG}`, Values: [machineId] }];
  const found = await world.aws.client(EC2).describeInstances({ Filters });
  return (found.Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
}

/** The states of the instances of a machine, as EC2 says. */
export const instanceStates = async (world: World, machineId: string): Promise<(string | undefined)[]> =>
  (await instancesOf(world, machineId)).map(({ State }) => State?.Name);

/** Ends what a journey may have left running. */
export async function endInstances(world: World, machineId: string): Promise<void> {
  const InstanceIds = (await instancesOf(world, machineId)).map(({ InstanceId = '' }) => InstanceId);
  if (InstanceIds.length > 0) await world.aws.client(EC2).terminateInstances({ InstanceIds });
}

/** An instance with our tags, launched by nobody's workflow. */
export async function launchInstance(world: World, machineId: string, stage = 'local'): Promise<string> {
  const Tags = [
    { Key: MACHINE_TAG, Value: machineId },
    { Key: STAGE_TAG, Value: stage },
  ];
  const TagSpecifications = [{ ResourceType: 'instance' as const, Tags }];
  const launched = await world.aws.client(EC2).runInstances({ MinCount: 1, MaxCount: 1, TagSpecifications });
  return launched.Instances?.[0]?.InstanceId ?? '';
}

/** The id of an instance that EC2 does not know. */
export const someInstance = (): string => `i-${randomBytes(8).toString('hex')}`;

/** A disk that no instance uses, tagged as a launch tags it. */
export async function plantDisk(world: World, { userId }: Owner): Promise<void> {
  const Tags = [
    { Key: MACHINE_TAG, Value: newId('machine') },
    { Key: USER_TAG, Value: userId },
    { Key: STAGE_TAG, Value: 'local' },
  ];
  await world.aws.client(EC2).createVolume({
    AvailabilityZone: 'eu-central-1a',
    Size: 1,
    TagSpecifications: [{ ResourceType: 'volume', Tags }],
  });
}

/** The queue of a machine that nobody knows any more. */
export async function plantQueue(world: World, { userId }: Owner): Promise<void> {
  const QueueName = queueName(queuesOfStage('local'), { userId, machineId: newId('machine') });
  await world.aws.client(SQS).createQueue({ QueueName });
}

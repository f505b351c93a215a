// Alone: it renews the holds of all machines, reaps those of nobody, and counts what that charges.

import { EC2, type Instance } from '@aws-sdk/client-ec2';
import { SFN } from '@aws-sdk/client-sfn';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, inject, it, vi } from 'vitest';
import * as z from 'zod';
import { balances } from '../../contracts/billing/stores.ts';
import { newId } from '../../contracts/ids.ts';
import { machineView } from '../../contracts/machines/routes.ts';
import { machines } from '../../contracts/machines/stores.ts';
import { priceOfSeconds } from '../../lambdas/billing/prices.ts';
import { holdAmount } from '../../lambdas/machines/machines.ts';
import { openShared } from '../support/deployment/open.ts';
import { change, itemsOf, movementsOf } from '../support/evidence/storage.ts';
import { apiOf, launchStray, speakingAs } from '../support/machine-identity.ts';
import type { Person } from '../support/target.ts';

const { parts } = openShared(inject('deployment'));
const ec2 = parts.aws.client(EC2);
const soon = { timeout: 60_000, interval: 250 };

const view = z.object({ machine: z.optional(machineView) });
const read = async (as: Person) => view.parse((await parts.api('GET /v1/machine', { as })).body).machine;
const act = (as: Person, method: 'POST' | 'DELETE', path = '/v1/machine') =>
  parts.api(`${method} ${path}`, { as });
const becomes = (as: Person, state: string | undefined) =>
  vi.waitFor(async () => expect((await read(as))?.state).toBe(state), soon);

async function itemOf({ userId }: Person) {
  const [item] = await itemsOf(parts, machines, userId);
  return item && z.strictObject({ ...machines.item.shape, v: z.number() }).parse(item);
}

async function instanceOf(person: Person): Promise<Instance> {
  const { instanceId = '' } = (await itemOf(person)) ?? {};
  const found = await ec2.describeInstances({ InstanceIds: [instanceId] });
  const instance = found.Reservations?.[0]?.Instances?.[0];
  if (instance === undefined) throw new Error('no instance');
  return instance;
}

async function booksOf(customerId: string) {
  const movement = { amount: z.number(), kind: z.string(), seconds: z.number().optional(), of: z.string() };
  const all = z.array(z.looseObject(movement)).parse(await movementsOf(parts, customerId));
  const [balance] = await itemsOf(parts, balances, customerId);
  return {
    machine: all.filter(({ kind }) => kind === 'machine'),
    sum: all.reduce((sum, { amount }) => sum + amount, 0),
    ...z
      .object({ balance: z.number(), available: z.number(), holds: z.record(z.string(), z.unknown()) })
      .parse(balance),
  };
}

const queueOf = async ({ userId }: Person, machineId: string): Promise<string> =>
  parts.aws
    .client(SQS)
    .getQueueUrl({ QueueName: `cloister-local-${userId}-${machineId}` })
    .then(
      () => 'there',
      () => 'gone',
    );

async function launched(): Promise<{ person: Person; machineId: string; customerId: string }> {
  const person = await parts.people.fresh();
  expect((await act(person, 'POST')).status).toBe(202);
  await becomes(person, 'ready');
  const item = await itemOf(person);
  if (item === undefined) throw new Error('no machine');
  return { person, machineId: item.machineId, customerId: item.customerId };
}

it('launches a machine that reports in, meters it, stops, starts and ends it', async () => {
  const { person, machineId, customerId } = await launched();
  const ready = await read(person);
  expect(ready?.events.map(({ what }) => what)).toEqual(['launching', 'ready']);
  expect(ready).toMatchObject({ perHour: priceOfSeconds(3600), instanceType: 't4g.small' });
  expect(ready?.lastsUntil).toBeDefined();
  expect((await booksOf(customerId)).available).toBe(500_000_000 - holdAmount);
  expect((await act(person, 'POST')).body).toMatchObject({ status: 409, code: 'already_exists' });
  expect((await act(person, 'POST', '/v1/machine/start')).body).toMatchObject({
    status: 409,
    code: 'conflict',
  });

  const startedAt = (await instanceOf(person)).LaunchTime?.getTime() ?? 0;
  await new Promise((resolve) => setTimeout(resolve, 2000));
  expect((await read(person))?.costSoFar).toBeGreaterThan(0);
  const before = Date.now();
  expect((await act(person, 'POST', '/v1/machine/stop')).status).toBe(202);
  await becomes(person, 'stopped');
  const after = Date.now();
  const stopped = await booksOf(customerId);
  expect(stopped.machine).toHaveLength(1);
  const [movement] = stopped.machine;
  expect(movement?.of).toBe(machineId);
  expect(movement?.seconds).toBeGreaterThanOrEqual(Math.floor((before - startedAt) / 1000));
  expect(movement?.seconds).toBeLessThanOrEqual(Math.ceil((after - startedAt) / 1000) + 1);
  expect(movement?.amount).toBe(-priceOfSeconds(movement?.seconds ?? 0));
  expect(stopped).toMatchObject({ balance: stopped.sum, available: stopped.sum, holds: {} });
  expect((await instanceOf(person)).State?.Name).toBe('stopped');

  const { instanceId } = (await itemOf(person)) ?? {};
  // The VM host looks every two seconds; a machine that is back sooner was never gone for it.
  await new Promise((resolve) => setTimeout(resolve, 4000));
  expect((await act(person, 'POST', '/v1/machine/start')).status).toBe(202);
  await becomes(person, 'ready');
  expect((await itemOf(person))?.instanceId).toBe(instanceId);
  expect((await act(person, 'DELETE')).status).toBe(202);
  await becomes(person, undefined);
  const ended = await booksOf(customerId);
  expect(ended.machine).toHaveLength(2);
  expect(ended).toMatchObject({ balance: ended.sum, available: ended.sum, holds: {} });
  expect(await queueOf(person, machineId)).toBe('gone');
  const gone = await ec2.describeInstances({ InstanceIds: [instanceId ?? ''] });
  expect(gone.Reservations?.[0]?.Instances?.[0]?.State?.Name).toBe('terminated');
});

it('clears everything away when an instance never reports, and another launch takes its place', async () => {
  const person = await parts.people.fresh();
  await act(person, 'POST');
  // Gone before its runner is up; then the wait is over, as its timeout would end it.
  const waiting = await vi.waitFor(
    async () => {
      const item = await itemOf(person);
      if (item?.taskToken === undefined || item.instanceId === undefined) throw new Error('not yet');
      return item;
    },
    { timeout: 30_000, interval: 50 },
  );
  await ec2.terminateInstances({ InstanceIds: [waiting.instanceId ?? ''] });
  await parts.aws.client(SFN).sendTaskFailure({ taskToken: waiting.taskToken, error: 'States.Timeout' });
  await becomes(person, 'failed');
  expect((await read(person))?.failure).toBe('never_reported');
  expect(await queueOf(person, waiting.machineId)).toBe('gone');
  const books = await booksOf(waiting.customerId);
  expect(books).toMatchObject({ machine: [], available: 500_000_000, holds: {} });
  expect((await act(person, 'POST')).status).toBe(202);
  await becomes(person, 'ready');
  expect((await itemOf(person))?.machineId).not.toBe(waiting.machineId);
  await act(person, 'DELETE');
  await becomes(person, undefined);
});

it('renews the hold two minutes before its end, and stops when credits end', async () => {
  const { person, customerId } = await launched();
  await backdate(person, 14 * 60);
  await parts.aws.runScheduled('renew-holds');
  const renewed = await booksOf(customerId);
  expect(renewed.machine).toHaveLength(1);
  expect(renewed.machine[0]?.seconds).toBeGreaterThanOrEqual(840);
  expect(renewed.available).toBe(renewed.balance - holdAmount);
  expect(Object.keys(renewed.holds)).toHaveLength(1);
  expect((await read(person))?.state).toBe('ready');

  await spendAllBut(customerId, 100_000);
  await backdate(person, 14 * 60);
  await parts.aws.runScheduled('renew-holds');
  await becomes(person, 'stopped');
  const stopped = await read(person);
  expect(stopped?.failure).toBe('out_of_credits');
  expect((await booksOf(customerId)).holds).toEqual({});
  expect((await act(person, 'POST', '/v1/machine/start')).body).toMatchObject({
    status: 402,
    code: 'out_of_credits',
  });
});

it('hears a machine twice without harm, and nobody who is no machine', async () => {
  const { person } = await launched();
  const instance = await instanceOf(person);
  const own = await speakingAs(parts.aws, instance);
  await own.reportReady('again');
  expect((await read(person))?.events).toHaveLength(2);
  expect(await own.beat([newId('run')])).toHaveLength(1);
  await vi.waitFor(async () => expect((await itemOf(person))?.taskToken).toBeUndefined(), soon);

  const stray = await launchStray(parts.aws, instance);
  const foreign = await speakingAs(parts.aws, stray, apiOf(instance));
  await expect(foreign.reportReady('stray')).rejects.toMatchObject({ status: 403, code: 'forbidden' });
  const unsigned = await fetch(`${apiOf(instance)}/machine/v1/beat`, {
    method: 'POST',
    body: '{"running":[]}',
  });
  expect(unsigned.status).toBe(403);
  await parts.aws.runScheduled('reap-machines');
  const found = await ec2.describeInstances({
    InstanceIds: [stray.InstanceId ?? '', instance.InstanceId ?? ''],
  });
  const states = found.Reservations?.flatMap(({ Instances = [] }) =>
    Instances.map(({ State }) => State?.Name),
  );
  expect(states?.toSorted()).toEqual(['running', 'terminated']);

  await act(person, 'POST', '/v1/machine/stop');
  await becomes(person, 'stopped');
  await own.reportReady('late');
  expect((await read(person))?.state).toBe('stopped');
  await act(person, 'DELETE');
  await becomes(person, undefined);
});

it('settles and marks an instance that died', async () => {
  const { person, customerId, machineId } = await launched();
  const { InstanceId = '' } = await instanceOf(person);
  await ec2.terminateInstances({ InstanceIds: [InstanceId] });
  await parts.aws.runScheduled('reap-machines');
  await becomes(person, 'failed');
  expect((await read(person))?.failure).toBe('instance_lost');
  expect((await booksOf(customerId)).holds).toEqual({});
  expect(await queueOf(person, machineId)).toBe('gone');
});

/** As if the open hold had been opened so long ago: tests do not move a clock. */
async function backdate(person: Person, seconds: number): Promise<void> {
  const { settledTo, paidUntil, startedAt, ...item } = (await itemOf(person)) ?? {};
  const back = (at = '') => new Date(Date.parse(at) - seconds * 1000).toISOString();
  const earlier = { settledTo: back(settledTo), paidUntil: back(paidUntil), startedAt: back(startedAt) };
  await change(parts, machines, item, earlier);
}

/** As if the rest had been spent on something else. */
async function spendAllBut(customerId: string, left: number): Promise<void> {
  const { available, balance } = await booksOf(customerId);
  const rest = { available: left, balance: balance - (available - left) };
  await change(parts, balances, { customerId }, rest);
}

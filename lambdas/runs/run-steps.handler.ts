import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { id as idSchema, type UserId } from '../../contracts/ids.ts';
import { machines } from '../../contracts/machines/stores.ts';
import { runs } from '../../contracts/runs/stores.ts';
import { documents } from '../platform/aws/clients.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { env } from '../platform/env.ts';
import { NotYet, stepsHandler } from '../platform/step.ts';
import { RunStates } from './run-state-store.ts';

const states = new RunStates(documents, env(runs.env));
const queues = new SQSClient({});
const runId = idSchema('run');
const seen = z.pick(machines.item, { state: true, machineId: true, queueUrl: true });

async function machineOf(user: UserId) {
  const found = await documents.send(
    new GetCommand({ TableName: env(machines.env), Key: { userId: user }, ConsistentRead: true }),
  );
  return readItem(machines, seen, found.Item);
}

export const handler = stepsHandler({
  /** A machine on its way is waited for; one that is stopped or missing is not started behind its owner's back. */
  machine: async ({ userId }) => {
    const machine = await machineOf(userId);
    if (machine?.state === 'launching' || machine?.state === 'starting')
      throw new NotYet('the machine is on its way');
    return { outcome: machine?.state === 'ready' ? 'ready' : 'no_machine' };
  },
  /** Puts the run's id into the machine's queue; whoever waits is told by its token. */
  'hand-over': async ({ userId, id, token }) => {
    const machine = await machineOf(userId);
    if (machine?.queueUrl === undefined || token === undefined)
      throw new NotYet('the machine has no queue yet');
    const waiting = await states.await(userId, runId.parse(id), token, machine.machineId);
    if (waiting === 'moved')
      await queues.send(
        new SendMessageCommand({ QueueUrl: machine.queueUrl, MessageBody: JSON.stringify({ runId: id }) }),
      );
    return { outcome: waiting };
  },
  'no-machine': async ({ userId, id }) => ({
    outcome: await states.fail(userId, runId.parse(id), 'no_machine', Date.now()),
  }),
  'give-up': async ({ userId, id }) => ({
    outcome: await states.fail(userId, runId.parse(id), 'took_too_long', Date.now()),
  }),
});

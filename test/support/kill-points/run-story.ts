import { randomBytes } from 'node:crypto';
import { SQS } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { newId } from '../../../contracts/ids.ts';
import { queueName, queuesOfStage } from '../../../contracts/machines/names.ts';
import { machines } from '../../../contracts/machines/stores.ts';
import { runRoutes } from '../../../contracts/runs/routes.ts';
import { runLogs, runs } from '../../../contracts/runs/stores.ts';
import { MachineStore } from '../../../lambdas/machines/machine-store.ts';
import { newMachine } from '../../../lambdas/machines/machines.ts';
import { newRun, type Run } from '../../../lambdas/runs/runs.ts';
import { modelIds } from '../../../policy/models.ts';
import { openShared } from '../deployment/open.ts';
import { contentKeyOf, plantItem } from '../evidence/planting.ts';
import { accountOf, documentsOf, itemsOf } from '../evidence/storage.ts';
import { machineRequest } from '../machine-request.ts';
import type { Target } from '../target.ts';
import { openMortal, type Stage } from './mortal-function.ts';
import { pauseStream } from './paused-stream.ts';
import type { Story } from './story.ts';

/** A run, and the machine that it is handed to. */
interface Handed extends Pick<Run, 'userId' | 'runId'> {
  readonly instanceId: string;
  readonly queueUrl: string;
}

/** Hands a run over, takes the machine's reports of it, and tells who waits. The machine is a record with a queue. */
export async function runStory(stage: Stage): Promise<Story<Handed>> {
  await pauseStream(stage, 'machine-events');
  await pauseStream(stage, 'run-events');
  const { parts } = openShared(stage.deployment);
  const line = { at: new Date().toISOString(), stream: 'output', text: 'done' };
  return {
    name: 'a run',
    begin: () => begin(stage),
    acts: [
      {
        fn: await openMortal(stage, 'run-steps'),
        events: ({ userId, runId }) =>
          ['machine', 'hand-over'].map((step) => ({ step, userId, id: runId, token: 'of nobody' })),
        async so({ runId, queueUrl }) {
          const asked = { QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 };
          const { Messages = [] } = await parts.aws.client(SQS).receiveMessage(asked);
          // A second word of the same run is no second run.
          expect(new Set(Messages.map(({ Body }) => Body))).toEqual(new Set([JSON.stringify({ runId })]));
        },
      },
      {
        fn: await openMortal(stage, 'machine-runs'),
        events: (handed) => [
          machineRequest(runRoutes.takeRun, handed.instanceId, handed.runId),
          machineRequest(runRoutes.appendRunLog, handed.instanceId, handed.runId, { seq: 0, lines: [line] }),
          machineRequest(runRoutes.endRun, handed.instanceId, handed.runId, {
            state: 'succeeded',
            output: 'All is well.',
          }),
        ],
      },
      {
        fn: await openMortal(stage, 'run-events'),
        events: ({ userId, runId }) => [
          { Records: [{ dynamodb: { Keys: { userId: { S: userId }, runId: { S: runId } } } }] },
        ],
      },
    ],
    async end({ userId }) {
      const [run, ...others] = await itemsOf(parts, runs, userId);
      expect(others).toEqual([]);
      expect(run).toMatchObject({ state: 'succeeded', taskToken: 'of nobody' });
      expect(run).toHaveProperty('output');
      expect(await itemsOf(parts, runLogs, userId)).toHaveLength(1);
    },
  };
}

async function begin({ deployment }: Stage): Promise<Handed> {
  const { parts } = openShared(deployment);
  const person = await parts.people.fresh();
  const owner = await accountOf(parts, person);
  const { instanceId, queueUrl } = await recordMachine(parts, owner);
  const asked = { prompt: 'Say that all is well.', model: modelIds[0] };
  const run = newRun(owner, newId('run'), asked, Date.now());
  await plantItem(parts, runs, await contentKeyOf(parts, person), run);
  return { userId: run.userId, runId: run.runId, instanceId, queueUrl };
}

/** A machine that is ready by its record and has its queue, but no instance. */
export async function recordMachine({ aws }: Pick<Target, 'aws'>, owner: Parameters<typeof newMachine>[0]) {
  const machineId = newId('machine');
  const QueueName = queueName(queuesOfStage('local'), { ...owner, machineId });
  const queue = await aws.client(SQS).createQueue({ QueueName });
  const machine = {
    ...newMachine(owner, { machineId, holdId: newId('hold') }, Date.now()),
    state: 'ready' as const,
    holdId: undefined,
    instanceId: `i-${randomBytes(8).toString('hex')}`,
    queueUrl: queue.QueueUrl ?? '',
  };
  const store = new MachineStore(documentsOf({ aws }), aws.nameOf(machines.name));
  await store.write(store.adding(machine));
  return machine;
}

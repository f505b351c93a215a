import { SQS } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { balances, ledger } from '../../../../contracts/billing/stores.ts';
import { newId } from '../../../../contracts/ids.ts';
import { queueName, queuesOfStage } from '../../../../contracts/machines/names.ts';
import { runRoutes } from '../../../../contracts/runs/routes.ts';
import { runLogs, runs } from '../../../../contracts/runs/stores.ts';
import { newRun, type Run } from '../../../../lambdas/runs/runs.ts';
import { modelIds, modelsOffered } from '../../../../policy/models.ts';
import { contentKeyOf, plantItem, plantRun } from '../../evidence/planting.ts';
import { at } from '../../evidence/template.ts';
import { openMortal } from '../../kill-points/mortal-function.ts';
import { machineRequest } from '../../machine-request.ts';
import type { Person } from '../../target.ts';
import { journey } from '../journey.ts';
import type { Owner, World } from '../world.ts';
import { lastAudited } from './accounts.ts';
import { expectExecution, remove } from './asides.ts';
import { plantMachine, someInstance } from './planted-machines.ts';

/** A person with a machine that is up, and a run for it. */
async function plantWork(world: World, change: Partial<Run> = {}) {
  const person = await world.person();
  const instanceId = someInstance();
  const machine = await plantMachine(world, person, { state: 'ready', instanceId, holdId: undefined });
  const wanted = newRun(person, newId('run'), { prompt: 'Say it.', model: modelIds[0] }, Date.now());
  const run: Run = { ...wanted, ...change };
  await plantItem(world.parts, runs, await contentKeyOf(world.parts, person), run);
  return { person, machine, instanceId, run };
}

const runOf = async (world: World, { userId }: Pick<Owner, 'userId'>) => (await world.items(runs, userId))[0];

/** Model calls of runs are streamed, so their function runs in a process of its own. */
async function conversing(world: World, instanceId: string, { runId }: Run) {
  const fn = await openMortal(world.stage, 'converse', { streams: true });
  return async (model: string, text: string) => {
    const messages = [{ role: 'user', content: [{ text }] }];
    const body = { model, maxTokens: 1000, messages };
    await fn.live([machineRequest(runRoutes.converse, instanceId, runId, body)]);
  };
}

async function expectPaid(world: World, { customerId }: Owner, calls: number): Promise<void> {
  // Beside the welcome.
  expect(await world.items(ledger, customerId)).toHaveLength(1 + calls);
  expect(await world.items(balances, customerId)).toMatchObject([{ holds: {} }]);
}

export const runJourneys = [
  journey('a run is asked for, stopped and deleted', 'runs reap-machines', async (world) => {
    const { person } = await plantWork(world);
    const ended = await plantRun(world.parts, person, 1, 7, 'said');
    return async () => {
      const made = await world.call(person, 'POST /v1/runs', { prompt: 'Do it.' });
      const path = `/v1/runs/${String(at(made, 'runId'))}`;
      expect(await world.call(person, 'GET /v1/runs')).toMatchObject({ items: [{}, {}, {}] });
      expect(await world.call(person, `POST ${path}/stop`)).toMatchObject({ state: 'stopping' });
      expect(await world.call(person, `GET ${path}`)).toMatchObject({ state: 'stopping' });
      await world.call(person, `DELETE /v1/runs/${ended}`);
      expect(await world.items(runLogs, person.userId)).toEqual([]);
      expect(await world.items(runs, person.userId)).toHaveLength(2);
      expect(await lastAudited(world, person)).toBe('run.deleted');
    };
  }),

  journey('a log is read', 'run-log', async (world) => {
    const person = await world.person();
    const runId = await plantRun(world.parts, person, 1, 7, 'said');
    return async () => {
      const path = `/v1/runs/${runId}/log`;
      const events = await Array.fromAsync(world.parts.stream(`GET ${path}`, { as: person }));
      expect(JSON.stringify(events)).toContain('said');
    };
  }),

  journey('a run is taken, logged and ended by its runner', 'machine-runs reap-machines', async (world) => {
    const { person, instanceId, run } = await plantWork(world);
    return async () => {
      const tell = (route: Parameters<World['report']>[1], body?: unknown) =>
        world.report('machine-runs', route, instanceId, run.runId, body);
      expect(await tell(runRoutes.takeRun)).toMatchObject({ state: 'running', prompt: 'Say it.' });
      const line = { at: new Date().toISOString(), stream: 'output', text: 'said' };
      await tell(runRoutes.appendRunLog, { seq: 0, lines: [line] });
      await tell(runRoutes.endRun, { state: 'succeeded', output: 'Done.' });
      expect(await runOf(world, person)).toMatchObject({ state: 'succeeded' });
      expect(await world.items(runLogs, person.userId)).toHaveLength(1);
    };
  }),

  journey('every model answers a run', 'converse reap-machines', async (world) => {
    const { person, instanceId, run } = await plantWork(world, { state: 'running' });
    const converse = await conversing(world, instanceId, run);
    return async () => {
      const offered = modelsOffered('local', []);
      for (const { id: model } of offered) await converse(model, '[[models tokens=3]]');
      await expectPaid(world, person, offered.length);
      expect(Number((await runOf(world, person))?.['cost'])).toBeGreaterThan(0);
    };
  }),

  journey('a run that is deleted in mid-answer is paid', 'converse reap-machines', async (world) => {
    const { person, instanceId, run } = await plantWork(world, { state: 'running' });
    const converse = await conversing(world, instanceId, run);
    return async () => {
      const answered = converse(modelIds[0], '[[models tokens=50 pace=30]]');
      const held = async () =>
        Object.keys(at((await world.items(balances, person.customerId))[0], 'holds') ?? {});
      await expect.poll(async () => (await held()).length, { timeout: 5000 }).toBe(1);
      await remove(world, runs, { userId: person.userId, runId: run.runId });
      await answered;
      await expectPaid(world, person, 1);
    };
  }),

  journey('a run is handed over', 'run-steps reap-machines', async (world) => {
    const { person, machine, run } = await plantWork(world);
    const sqs = world.aws.client(SQS);
    const QueueName = queueName(queuesOfStage('local'), machine);
    const { QueueUrl = '' } = await sqs.createQueue({ QueueName });
    await plantMachine(world, person, { ...machine, queueUrl: QueueUrl });
    return async () => {
      await world.steps('run-steps', person, run.runId, 'machine', 'hand-over');
      const { Messages = [] } = await sqs.receiveMessage({ QueueUrl });
      expect(Messages.map(({ Body }) => Body)).toEqual([JSON.stringify({ runId: run.runId })]);
      expect(await runOf(world, person)).toMatchObject({ machineId: machine.machineId });
    };
  }),

  journey('a run gets its workflow and is told of', 'run-events run-steps reap-machines', async (world) => {
    const { person, run } = await plantWork(world);
    const { userId } = person;
    return async () => {
      await world.changed('run-events', { userId, runId: run.runId });
      await expectExecution(world, 'RunAgent', { userId, id: run.runId });
      await world.change(runs, { userId, runId: run.runId }, { state: 'succeeded', taskToken: 'of nobody' });
      await world.changed('run-events', { userId, runId: run.runId });
    };
  }),

  journey('a run whose machine is lost is ended', 'sweep-runs', async (world) => {
    const person = await world.person();
    const { runId } = await plantLost(world, person);
    return async () => {
      await world.invoke('sweep-runs', {});
      expect(await runOf(world, person)).toMatchObject({ runId, state: 'failed', failure: 'machine_lost' });
    };
  }),
];

async function plantLost(world: World, person: Person & Owner): Promise<Run> {
  const wanted = newRun(person, newId('run'), { prompt: 'Say it.', model: modelIds[0] }, Date.now());
  const run: Run = { ...wanted, state: 'running', machineId: newId('machine') };
  await plantItem(world.parts, runs, await contentKeyOf(world.parts, person), run);
  return run;
}

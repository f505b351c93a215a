import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { expect, vi } from 'vitest';
import { balances } from '../../../contracts/billing/stores.ts';
import { id } from '../../../contracts/ids.ts';
import { machines } from '../../../contracts/machines/stores.ts';
import { auditTrail, erasures, exportsTable } from '../../../contracts/privacy/stores.ts';
import { runs } from '../../../contracts/runs/stores.ts';
import { executionOf, type Work } from '../../../lambdas/platform/start-once.ts';
import { endMachineWorkflow } from '../../../workflows/end-machine.ts';
import { eraseWorkflow, restoreWorkflow } from '../../../workflows/erase.ts';
import { exportWorkflow } from '../../../workflows/export.ts';
import { launchMachineWorkflow } from '../../../workflows/launch-machine.ts';
import { runAgentWorkflow } from '../../../workflows/run-agent.ts';
import { startMachineWorkflow } from '../../../workflows/start-machine.ts';
import { stopMachineWorkflow } from '../../../workflows/stop-machine.ts';
import { beginConversation } from '../evidence/chatting.ts';
import { exportAll, leave, receiptOf, verifies } from '../evidence/leaving.ts';
import { bring } from '../evidence/machines.ts';
import { accountOf, change, itemsOf, movementsOf } from '../evidence/storage.ts';
import { at } from '../evidence/template.ts';
import type { DeploymentParts, Person } from '../target.ts';
import { hourAgo } from './holds.ts';
import { recordMachine } from './run-story.ts';
import { stopIn } from './stopped-execution.ts';

/** An execution that is stopped in a state, and what must come of it all the same. */
export interface Stopped {
  readonly workflow: string;
  readonly state: string;
  readonly converges: (parts: DeploymentParts, state: string) => Promise<void>;
}

/** Every state of every workflow in which something is called. What only clears away is told by its kill points. */
export const stoppedStories: readonly Stopped[] = [
  ...told('erase', eraseWorkflow.definition({ steps: 'steps', endMachine: 'end' }), erasure),
  ...told('restore', restoreWorkflow.definition({ restore: 'steps' }), restoration),
  ...told('export', exportWorkflow.definition({ identity: 'steps', archive: 'steps' }), exporting),
  ...told('launch a machine', launchMachineWorkflow.definition({ steps: 'steps' }), launch),
  ...told('stop a machine', stopMachineWorkflow.definition({ steps: 'steps' }), stop),
  ...told('start a machine', startMachineWorkflow.definition({ steps: 'steps' }), start),
  ...told('end a machine', endMachineWorkflow.definition({ steps: 'steps' }), ending),
  ...told('run an agent', runAgentWorkflow.definition({ steps: 'steps' }), run),
];

function told(workflow: string, { States }: { readonly States: object }, converges: Stopped['converges']) {
  const clearing = ['GiveUp', 'StopAgain', 'NoMachine'];
  return Object.entries(States).flatMap(([state, { Type }]) =>
    Type === 'Task' && !clearing.includes(state) ? [{ workflow, state, converges }] : [],
  );
}

const workFor = ({ userId }: Person, of: string): Work => ({ userId: id('account').parse(userId), id: of });
const soon = { timeout: 60_000, interval: 250 };
const longAgo = () => new Date(hourAgo() - 3_600_000).toISOString();

/** The sweep carries it on. */
async function erasure(parts: DeploymentParts, state: string): Promise<void> {
  const person = await parts.people.fresh();
  await beginConversation(parts, person, 'Soon gone');
  const receiptId = await leave(parts, person);
  const [asked] = await itemsOf(parts, erasures, person.userId);
  await stopIn(
    parts.aws,
    'EraseMachine',
    executionOf(workFor(person, String(asked?.['erasureId'])), 'due'),
    state,
  );
  await parts.aws.runScheduled('sweep-erasures');
  const receipt = await receiptOf(parts, receiptId);
  expect(verifies(receipt)).toBe(true);
  const emptied = receipt.document.stores.find(({ store }) => store === 'conversations');
  expect(emptied).toMatchObject({ erased: 'some', left: 0 });
  const erased = async () => (await itemsOf(parts, erasures, person.userId)).map((item) => item['state']);
  await vi.waitFor(async () => expect(await erased()).toEqual(['erased']), soon);
  expect(await itemsOf(parts, auditTrail, person.userId)).toEqual([]);
}

/** The sweep carries it on. */
async function restoration(parts: DeploymentParts, state: string): Promise<void> {
  const before = await parts.people.fresh();
  await leave(parts, before, true);
  const found = async () => (await itemsOf(parts, erasures, before.userId))[0];
  await vi.waitFor(async () => expect((await found())?.['state']).toBe('waiting'), soon);
  const erasureId = String((await found())?.['erasureId']);
  const person = await parts.people.signIn(before);
  await parts.api('POST /v1/account/restore', { as: person });
  await stopIn(parts.aws, 'RestoreMachine', executionOf(workFor(person, erasureId)), state);
  await parts.aws.runScheduled('sweep-erasures');
  await vi.waitFor(async () => expect(await found()).toBeUndefined(), soon);
  await beginConversation(parts, person, 'Here again');
  const trail = (await itemsOf(parts, auditTrail, person.userId)).filter(({ of }) => of === erasureId);
  expect(trail.map(({ action }) => action)).toEqual(['account.closed', 'account.restored']);
}

/** It is over or has failed after an hour, and the next one comes to its end. */
async function exporting(parts: DeploymentParts, state: string): Promise<void> {
  const person = await parts.people.fresh();
  const asked = await parts.api('POST /v1/privacy/exports', { as: person });
  const exportId = String(at(asked.body, 'exportId'));
  await stopIn(parts.aws, 'ExportMachine', executionOf(workFor(person, exportId)), state);
  const { userId } = person;
  await change(parts, exportsTable, { userId, exportId }, { requestedAt: longAgo() });
  const read = await parts.api(`GET /v1/privacy/exports/${exportId}`, { as: person });
  expect(['ready', 'failed']).toContain(at(read.body, 'state'));
  expect((await exportAll(parts, person)).archive.get('identity.json')).toContain(person.email);
}

/** The reaper carries it on. */
async function launch(parts: DeploymentParts, state: string): Promise<void> {
  const person = await parts.people.fresh();
  await parts.api('POST /v1/machine', { as: person });
  await carriedOn(parts, person, 'LaunchMachine', state, 'ready');
  await end(parts, person, 1);
}

/** The reaper carries it on. */
async function stop(parts: DeploymentParts, state: string): Promise<void> {
  const person = await parts.people.fresh();
  await bring(parts, person, 'launch', 'ready');
  await parts.api('POST /v1/machine/stop', { as: person });
  await carriedOn(parts, person, 'StopMachine', state, 'stopped');
  await end(parts, person, 1);
}

/** The reaper carries it on. */
async function start(parts: DeploymentParts, state: string): Promise<void> {
  const person = await parts.people.fresh();
  await bring(parts, person, 'launch', 'ready');
  await bring(parts, person, 'stop', 'stopped');
  // The VM host looks every two seconds; a machine that is back sooner was never gone for it.
  await new Promise((resolve) => setTimeout(resolve, 4000));
  await parts.api('POST /v1/machine/start', { as: person });
  await carriedOn(parts, person, 'StartMachine', state, 'ready');
  await end(parts, person, 2);
}

/** The reaper carries it on. */
async function ending(parts: DeploymentParts, state: string): Promise<void> {
  const person = await parts.people.fresh();
  await bring(parts, person, 'launch', 'ready');
  await end(parts, person, 1, state);
}

/** Stops the execution that a wish has started, lets an hour pass, and waits for what was wished. */
async function carriedOn(
  parts: DeploymentParts,
  person: Person,
  workflow: string,
  state: string,
  wished: string | undefined,
): Promise<void> {
  const { userId } = person;
  const stands = async () => (await itemsOf(parts, machines, userId))[0];
  const asked = await stands();
  const work = `${String(asked?.['machineId'])}-${Number(asked?.['generation'])}`;
  await stopIn(parts.aws, workflow, executionOf(workFor(person, work)), state);
  if ((await stands())?.['state'] === asked?.['state']) {
    const events = [{ at: longAgo(), what: asked?.['state'] }];
    // The function that the state had called comes to its end all the same, and may have removed it by now.
    await change(parts, machines, { userId }, { events }).catch(unlessGone);
    await parts.aws.runScheduled('reap-machines');
  }
  await vi.waitFor(async () => expect((await stands())?.['state']).toBe(wished), soon);
}

function unlessGone(error: unknown): void {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
}

/** Ends a machine and looks that each of its stops was paid once. */
async function end(parts: DeploymentParts, person: Person, stops: number, state?: string): Promise<void> {
  const [machine] = await itemsOf(parts, machines, person.userId);
  const customerId = String(machine?.['customerId']);
  const [held] = await itemsOf(parts, balances, customerId);
  expect(Object.keys(Object(held?.['holds']))).toEqual([machine?.['holdId'] ?? []].flat());
  await parts.api('DELETE /v1/machine', { as: person });
  if (state !== undefined) await carriedOn(parts, person, 'EndMachine', state, undefined);
  const gone = async () => expect(await itemsOf(parts, machines, person.userId)).toEqual([]);
  await vi.waitFor(gone, soon);
  const movements = await movementsOf(parts, customerId);
  expect(movements.filter(({ of }) => of === machine?.['machineId'])).toHaveLength(stops);
  const sum = movements.reduce((all, { amount }) => all + Number(amount), 0);
  expect(await itemsOf(parts, balances, customerId)).toMatchObject([
    { balance: sum, available: sum, holds: {} },
  ]);
}

/** The sweep ends it once, and whoever takes its place is not kept waiting. */
async function run(parts: DeploymentParts, state: string): Promise<void> {
  const person = await parts.people.fresh();
  await recordMachine(parts, await accountOf(parts, person));
  const body = { prompt: 'Say that all is well.' };
  const asked = await parts.api('POST /v1/runs', { as: person, body });
  const runId = String(at(asked.body, 'runId'));
  await stopIn(parts.aws, 'RunAgentMachine', executionOf(workFor(person, runId)), state);
  await change(parts, runs, { userId: person.userId, runId }, { createdAt: longAgo() });
  await parts.aws.runScheduled('sweep-runs');
  await parts.aws.runScheduled('sweep-runs');
  const read = await parts.api(`GET /v1/runs/${runId}`, { as: person });
  expect(read.body).toMatchObject({ state: 'failed', failure: 'took_too_long', cost: 0 });
}

import { readdir } from 'node:fs/promises';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { newId } from '../../../contracts/ids.ts';
import { Platform, type RunId } from '../../../runner/platform.ts';
import type { Handover, RunQueue } from '../../../runner/queue.ts';
import { Runner } from '../../../runner/runner.ts';
import { serveShell } from '../../../runner/shell-server.ts';
import { FakeRun, inTurn, MachineApi, says, wants } from '../../support/machine-api.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const soon = { timeout: 10_000, interval: 20 };
let folder: string;
let api: MachineApi;
let shell: Server;
let said: string[];
let running: { shutdown: AbortController; served: Promise<void> }[];

beforeEach(async () => {
  folder = temporaryFolder();
  api = await MachineApi.start();
  shell = await serveShell(join(folder, 'shell.sock'));
  said = [];
  running = [];
});
afterEach(async () => {
  for (const { shutdown, served } of running) {
    shutdown.abort();
    await served.catch(() => undefined);
  }
  shell.close();
  await api[Symbol.asyncDispose]();
});

/** A queue in memory: hands out each id once, and again when it is given back. */
class MemoryQueue implements Pick<RunQueue, 'next'> {
  readonly waiting: RunId[] = [];
  readonly done: RunId[] = [];

  async next(signal: AbortSignal): Promise<Handover | undefined> {
    const runId = this.waiting.shift();
    if (!runId) await new Promise((resolve) => setTimeout(resolve, signal.aborted ? 0 : 10));
    return (
      runId && {
        runId,
        done: async () => void this.done.push(runId),
        giveBack: async () => void this.waiting.push(runId),
      }
    );
  }
}

function start(queue: MemoryQueue): AbortController {
  const shutdown = new AbortController();
  const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'session' };
  const runner = new Runner({
    platform: new Platform(api.url, 'eu-central-1', credentials),
    queue,
    version: 'v1',
    shellSocket: join(folder, 'shell.sock'),
    journals: join(folder, 'runs'),
    say: (what) => said.push(what),
  });
  running.push({ shutdown, served: runner.serve(shutdown.signal) });
  return shutdown;
}

function hand(queue: MemoryQueue, run: FakeRun): RunId {
  const runId = newId('run');
  api.runs.set(runId, run);
  queue.waiting.push(runId);
  return runId;
}
const done = (queue: MemoryQueue, ...runs: RunId[]) =>
  vi.waitFor(() => expect(queue.done).toEqual(runs), soon);
/** Hands a run to a new runner, and waits for its end. */
async function served(run: FakeRun): Promise<RunId> {
  const queue = new MemoryQueue();
  const runId = hand(queue, run);
  start(queue);
  await done(queue, runId);
  return runId;
}

/** Hands a run to a new runner whose command prints without end. */
async function ticking() {
  const queue = new MemoryQueue();
  const run = new FakeRun('x', inTurn(wants('while sleep 0.1; do echo tick; done', 600)));
  const runId = hand(queue, run);
  start(queue);
  await vi.waitFor(() => expect(run.log('output')).toContain('tick'), soon);
  return { queue, run, runId };
}

it('runs commands, reads their output, and reports; its own journal names ids and no content', async () => {
  const model = inTurn(wants('echo canary-output; exit 3'), says('canary-answer'));
  const run = new FakeRun('canary-prompt', model);
  const runId = await served(run);
  expect(run.result).toEqual({ state: 'succeeded', output: 'canary-answer' });
  const called = ['I will look.', 'echo canary-output; exit 3'];
  expect(run.log()).toEqual([...called, 'canary-output', 'exit code 3', 'canary-answer']);
  expect(run.asked[0]).toEqual([{ role: 'user', content: [{ text: 'canary-prompt' }] }]);
  const content = [{ text: 'canary-output\n\n[exit code 3]' }];
  const toolResult = { toolUseId: 'tool-1', status: 'error', content };
  expect(run.asked[1]?.at(-1)).toEqual({ role: 'user', content: [{ toolResult }] });
  expect(said).toEqual(['ready', `run ${runId}: succeeded`]);
  expect(await readdir(join(folder, 'runs'))).toEqual([]);
  const signed = ({ session, signature }: (typeof api.calls)[number]) =>
    session === 'session' && signature.includes('/eu-central-1/execute-api/');
  expect(api.calls.every(signed)).toBe(true);
});

it('reports ready again until the role’s policies hold', async () => {
  api.failNext.push({ part: 'ready', status: 403 }, { part: 'ready', status: 500 });
  start(new MemoryQueue());
  await vi.waitFor(() => expect(said).toEqual(['ready']), soon);
  expect(api.ready()).toBe(3);
});

it('sends a log batch again under its number when it does not know whether it arrived', async () => {
  const run = new FakeRun('x', inTurn(says('one line')));
  api.failNext.push({ part: 'log', status: 503 }, { part: 'log', status: 503 });
  await served(run);
  const sent = api.calls.filter(({ path }) => path.endsWith('/log')).map(({ body }) => body);
  expect(sent).toHaveLength(3);
  expect(new Set(sent.map((body) => JSON.stringify(body))).size).toBe(1);
  expect(run.log()).toEqual(['one line']);
});

const stopped = (stopReason: string) => [{ messageStop: { stopReason } }];

it.each([
  ['no credit left', () => ({ refuse: 402, code: 'insufficient-credits' }), 'insufficient-credits'],
  ['an answer that was too long', () => stopped('max_tokens'), 'answer-too-long'],
  ['an answer that was filtered', () => stopped('content_filtered'), 'content-filtered'],
] as const)('fails with a code: %s', async (_, model, failure) => {
  const run = new FakeRun('x', model);
  await served(run);
  expect(run.result).toMatchObject({ state: 'failed', failure });
  expect(run.asked).toHaveLength(1);
});

it('asks again when the model breaks off or throttles in mid-stream', async () => {
  const answers = [
    [{ messageStart: {} }],
    [{ throttlingException: { message: 'slow down' } }],
    [{ error: { code: 'model-failed' } }],
    says('At last.'),
  ];
  const run = new FakeRun('x', () => answers.shift() ?? []);
  await served(run);
  expect(run.result).toEqual({ state: 'succeeded', output: 'At last.' });
  expect(run.asked).toHaveLength(4);
});

it('tells the model what was wrong with a call that is none', async () => {
  const broken = [
    { contentBlockStart: { contentBlockIndex: 0, start: { toolUse: { toolUseId: 't', name: 'shell' } } } },
    { contentBlockDelta: { contentBlockIndex: 0, delta: { toolUse: { input: '{"script": "ls' } } } },
    { messageStop: { stopReason: 'tool_use' } },
  ];
  const run = new FakeRun('x', inTurn(broken, says('Sorry.')));
  await served(run);
  expect(JSON.stringify(run.asked[1]?.at(-1))).toContain('There is one tool');
  expect(run.log('tool')).toEqual([]);
});

it('acknowledges what has ended, was deleted, or shall stop before it begins', async () => {
  const queue = new MemoryQueue();
  const [ended, stopping] = [new FakeRun('x', inTurn()), new FakeRun('x', inTurn())];
  ended.state = 'succeeded';
  stopping.state = 'stopping';
  const ids = [hand(queue, ended), hand(queue, stopping), newId('run')];
  queue.waiting.splice(2, 0, ...ids.slice(2));
  start(queue);
  await done(queue, ...ids);
  expect([ended.asked, stopping.asked]).toEqual([[], []]);
  expect(stopping.result).toEqual({ state: 'stopped' });
});

it('puts a run off when it shuts down, and goes on with the next runner where it was', async () => {
  const queue = new MemoryQueue();
  const run = new FakeRun('x', inTurn(wants('echo first'), wants('sleep 30; echo never'), says('Done.')));
  const runId = hand(queue, run);
  const shutdown = start(queue);
  await vi.waitFor(() => expect(run.log('tool')).toHaveLength(2), soon);
  shutdown.abort();
  await running[0]?.served;
  expect(run.result).toBeUndefined();
  expect(said.at(-1)).toBe(`run ${runId}: put off`);
  start(queue);
  await done(queue, runId);
  expect(run.asked.map((messages) => messages.length)).toEqual([1, 3, 5]);
  expect([...run.batches.keys()].filter((seq) => seq >= 10_000)).not.toEqual([]);
});

it('stops when the log’s answer says so, though a command prints on', async () => {
  const { queue, run, runId } = await ticking();
  run.stop = true;
  await done(queue, runId);
  expect(run.result).toEqual({ state: 'stopped' });
});

it('gives up a run that was deleted in its midst', async () => {
  const { queue, runId } = await ticking();
  api.runs.delete(runId);
  await vi.waitFor(() => expect(queue.done).toEqual([runId]), soon);
});

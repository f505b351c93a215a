import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EC2 } from '@aws-sdk/client-ec2';
import { SQS } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../../contracts/ids.ts';
import { startHosts } from '../../local/doubles/ec2/hosts.ts';
import { isolationHere } from '../../local/doubles/ec2/isolation.ts';
import { adminClient } from '../../local/emulator/account.ts';
import type { Emulator } from '../../local/emulator/emulator.ts';
import { type LaunchedInstance, launchInstance } from '../support/launched-instance.ts';
import { FakeRun, inTurn, MachineApi, says, wants } from '../support/machine-api.ts';
import { startOwnEmulator } from '../support/own-emulator.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const isolation = await isolationHere();
const soon = { timeout: 40_000, interval: 200 };
const said: string[] = [];
let emulator: Emulator & AsyncDisposable;
let api: MachineApi;
const folder = temporaryFolder();
let host: { close(): Promise<void> };
let ec2: EC2;
let sqs: SQS;
let instanceId: string;
let queueUrl: string;
let statesTold: LaunchedInstance['statesTold'];

beforeAll(async () => {
  [emulator, api] = await Promise.all([startOwnEmulator(), MachineApi.start()]);
  const settings = adminClient(emulator.endpoint);
  [ec2, sqs] = [new EC2(settings), new SQS(settings)];
  ({ instanceId, queueUrl, statesTold } = await launchInstance(emulator.endpoint, api.url, folder));
  const log = (line: string) => said.push(line);
  host = await startHosts({ emulatorEndpoint: emulator.endpoint, stateDir: folder, log });
});

afterAll(async () => {
  await host?.close();
  await Promise.all([emulator?.[Symbol.asyncDispose](), api?.[Symbol.asyncDispose]()]);
});

async function hand(run: FakeRun): Promise<string> {
  const runId = newId('run');
  api.runs.set(runId, run);
  await deliver(runId);
  return runId;
}
const deliver = (runId: string) =>
  sqs.sendMessage({ QueueUrl: queueUrl, MessageBody: JSON.stringify({ runId }) });
const ended = (run: FakeRun) => vi.waitFor(() => expect(run.result).toBeDefined(), soon);
const queueIsEmpty = () =>
  vi.waitFor(async () => {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl: queueUrl, AttributeNames: [...names] });
    expect(names.map((name) => Attributes?.[name])).toEqual(['0', '0']);
  }, soon);

/** Processes of this computer with this in their command line. */
function processes(what: string): string[] {
  const all = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return all.filter((line) => line.includes(what)).map((line) => line.trim().split(' ')[0] ?? '');
}

/** Those of them that belong to this test's machine: others can run beside it. */
async function ours(what: string): Promise<string[]> {
  const environments = await Promise.all(
    processes(what).map(
      async (pid) => [pid, await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')] as const,
    ),
  );
  return environments
    .filter(([, text]) => text.includes(`AWS_ENDPOINT_URL=${emulator.endpoint}`))
    .map(([pid]) => pid);
}

const consoleOf = (id: string): Promise<string> =>
  readFile(join(folder, id, 'console.log'), 'utf8').catch(() => '');

describe('an instance of the emulator', () => {
  beforeEach(({ skip }) => skip(isolation.kind !== 'sandbox', isolation.message));

  it('runs the launch template’s own user data, and its runner reports in, signed as the instance', async () => {
    await vi.waitFor(() => expect(api.ready()).toBe(1), soon);
    expect(api.calls[0]?.signature).toMatch(
      /^AWS4-HMAC-SHA256 Credential=ASIA[^/]+\/\d+\/[^/]+\/execute-api\/aws4_request/,
    );
    expect(said).toEqual([isolation.message]);
    expect(await consoleOf(instanceId)).toContain('user data ended with 0');
  });

  it('does what the agent wants as a user without rights, apart from this computer’s files and processes', async () => {
    const script = [
      'whoami; pwd; id -u',
      'grep CapEff /proc/self/status',
      'echo kept >kept; touch /usr/changed 2>&1',
      `ls ${process.cwd()} 2>&1`,
      'env | grep -c AWS; ls /proc | grep -c "^[0-9]"',
    ].join('\n');
    const run = new FakeRun('Look around', inTurn(wants(script), says('Done.\nAll good.')));
    await hand(run);
    await ended(run);
    expect(run.result).toEqual({ state: 'succeeded', output: 'Done.\nAll good.' });
    expect(run.log('agent')).toEqual(['I will look.', 'Done.', 'All good.']);
    const output = run.log('output');
    expect(output.slice(0, 4)).toEqual(['agent', '/home/agent', '1000', 'CapEff:\t0000000000000000']);
    expect(output[4]).toContain('Read-only file system');
    expect(output[5]).toContain('No such file');
    expect(output[6]).toBe('0');
    expect(Number(output[7])).toBeLessThan(15);
    await queueIsEmpty();
  });

  it('gives the role’s credentials to its root and its runner, not to the agent', async () => {
    const [environment] = (await ours('runner.mjs run')).map((pid) => `/proc/${pid}/environ`);
    const text = await readFile(environment ?? '', 'utf8');
    const address = /AWS_EC2_METADATA_SERVICE_ENDPOINT=http:\/\/([^\0]+)/.exec(text)?.[1];
    const script = `exec 3<>/dev/tcp/${address?.replace(':', '/')}; printf 'PUT /latest/api/token HTTP/1.1\\r\\nhost: x\\r\\n\\r\\n' >&3; head -1 <&3 | tr -d '\\r'`;
    const run = new FakeRun('Try', inTurn(wants(script), says('')));
    await hand(run);
    await ended(run);
    expect(run.log('output')).toEqual(['HTTP/1.1 403 Forbidden']);
  });

  it('goes on where it was when its runner is killed in mid-run, without asking or logging twice', async () => {
    const model = inTurn(
      wants('echo one >>steps; echo first'),
      wants('echo two >>steps; sleep 4.031; echo second'),
      wants('cat steps'),
      says('Done.'),
    );
    const run = new FakeRun('Count', model);
    await hand(run);
    await vi.waitFor(() => expect(run.log('output')).toContain('first'), soon);
    await vi.waitFor(() => expect(processes('sleep 4.031')).not.toEqual([]), soon);
    for (const pid of await ours('runner.mjs run')) process.kill(Number(pid), 'SIGKILL');
    await vi.waitFor(() => expect(processes('sleep 4.031')).toEqual([]), soon);
    await vi.waitFor(() => expect(run.result?.state).toBe('succeeded'), { timeout: 100_000, interval: 200 });
    expect(run.log('output')).toEqual(['first', 'one', 'two']);
    expect(run.asked.map((messages) => messages.length)).toEqual([1, 3, 5, 7]);
    expect(JSON.stringify(run.asked[2]?.at(-1))).toContain('may have run in part');
    await queueIsEmpty();
  });

  it('ends a run that shall stop, with all that its command started', async () => {
    const run = new FakeRun('Wait', inTurn(wants('(sleep 4321 & sleep 4321); echo late', 600)));
    await hand(run);
    await vi.waitFor(() => expect(processes('sleep 4321')).not.toEqual([]), soon);
    run.stop = true;
    await ended(run);
    expect(run.result).toEqual({ state: 'stopped' });
    expect(run.log('output')).toEqual([]);
    await vi.waitFor(() => expect(processes('sleep 4321')).toEqual([]), soon);
  });

  it('acknowledges a run that comes again after its end, and what is no run', async () => {
    const run = new FakeRun('Once', inTurn(says('Once.')));
    const runId = await hand(run);
    await ended(run);
    await deliver(runId);
    await deliver(newId('run'));
    await deliver('nonsense');
    await queueIsEmpty();
    expect(run.asked).toHaveLength(1);
  });

  it('ends with the instance and is there again with its disk when that starts', async () => {
    const run = new FakeRun('Long', inTurn(wants('sleep 8.031; cat kept', 60), says('Kept.')));
    await hand(run);
    await vi.waitFor(() => expect(processes('sleep 8.031')).not.toEqual([]), soon);
    await ec2.stopInstances({ InstanceIds: [instanceId] });
    await vi.waitFor(async () => expect(await ours('/opt/ec2-double/inside.mjs')).toEqual([]), soon);
    await vi.waitFor(async () => expect(await statesTold()).toContain('stopped'), soon);
    expect(await ours('runner.mjs')).toEqual([]);
    expect(run.result).toBeUndefined();
    const before = api.ready();
    await ec2.startInstances({ InstanceIds: [instanceId] });
    await vi.waitFor(() => expect(api.ready()).toBe(before + 1), soon);
    await ended(run);
    expect(run.result?.state).toBe('succeeded');
  });

  it('is there again after the host was, with nothing told', async () => {
    const [told, before] = [await statesTold(), api.ready()];
    await host.close();
    expect(await ours('/opt/ec2-double/inside.mjs')).toEqual([]);
    host = await startHosts({ emulatorEndpoint: emulator.endpoint, stateDir: folder, log: () => undefined });
    await vi.waitFor(() => expect(api.ready()).toBe(before + 1), soon);
    expect(await statesTold()).toEqual(told);
  });

  it('leaves nothing when the instance is terminated, and every change was told', async () => {
    await ec2.terminateInstances({ InstanceIds: [instanceId] });
    await vi.waitFor(async () => expect(await statesTold()).toContain('terminated'), soon);
    expect(await readdir(folder)).not.toContain(instanceId);
    expect(await ours('/opt/ec2-double/inside.mjs')).toEqual([]);
    const all = 'pending running stopping stopped pending running shutting-down terminated';
    expect(await statesTold()).toEqual(all.split(' ').sort());
  });
});

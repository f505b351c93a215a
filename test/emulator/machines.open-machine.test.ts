import { join } from 'node:path';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, it, vi } from 'vitest';
import { newId } from '../../contracts/ids.ts';
import { startHosts } from '../../local/doubles/ec2/hosts.ts';
import { adminClient } from '../../local/emulator/account.ts';
import { launchInstance } from '../support/launched-instance.ts';
import { FakeRun, inTurn, MachineApi, says, wants } from '../support/machine-api.ts';
import { startOwnEmulator } from '../support/own-emulator.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const soon = { timeout: 40_000, interval: 200 };

it('runs a machine without a sandbox when the developer says so, in a folder of its own', async () => {
  vi.stubEnv('CLOISTER_VM_SANDBOX', 'off');
  const folder = temporaryFolder();
  await using emulator = await startOwnEmulator();
  await using api = await MachineApi.start();
  const { queueUrl, instanceId } = await launchInstance(emulator.endpoint, api.url, folder);
  const said: string[] = [];
  const host = await startHosts({
    emulatorEndpoint: emulator.endpoint,
    stateDir: folder,
    log: (line) => said.push(line),
  });
  try {
    expect(said[0]).toContain('commands of agents run on this computer as you');
    await vi.waitFor(() => expect(api.ready()).toBe(1), soon);
    const run = new FakeRun('Where?', inTurn(wants('pwd; id -u'), says('There.')));
    const runId = newId('run');
    api.runs.set(runId, run);
    const MessageBody = JSON.stringify({ runId });
    await new SQS(adminClient(emulator.endpoint)).sendMessage({ QueueUrl: queueUrl, MessageBody });
    await vi.waitFor(() => expect(run.result?.state).toBe('succeeded'), soon);
    const home = join(folder, instanceId, 'disk', 'home', 'agent');
    expect(run.log('output')).toEqual([home, String(process.getuid?.())]);
  } finally {
    await host.close();
    vi.unstubAllEnvs();
  }
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rememberedFreePorts } from '../../local/deployment/ports.ts';
import { Emulator } from '../../local/emulator/emulator.ts';
import { installedPython } from '../../local/setup/installed-python.ts';

/** An empty emulator of a test's own, for what must not happen to the deployment that the tests share. */
export async function startOwnEmulator(): Promise<Emulator & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'cloister-test-'));
  const [python, ports] = await Promise.all([installedPython('python'), rememberedFreePorts(folder)]);
  const emulator = new Emulator({ port: ports.emulator, folder, python, log: () => {} });
  await emulator.start();
  return Object.assign(emulator, {
    async [Symbol.asyncDispose]() {
      await emulator.stop();
      await rm(folder, { recursive: true, force: true });
    },
  });
}

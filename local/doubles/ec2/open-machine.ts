import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { adminClient } from '../../emulator/account.ts';
import type { Machine, MachineOptions } from './machine.ts';

const restartMs = 2000;
const artefact = /'s3:\/\/([^/']+)\/([^']+)'/;

/**
 * Starts a machine's runner and shell without any sandbox, as the developer: only by the developer's explicit wish. The
 * user data would change this computer, so of it only the runner's address is used.
 */
export async function startOpen(options: MachineOptions): Promise<Machine> {
  const home = join(options.folder, 'disk', 'home', 'agent');
  const runner = join(options.folder, 'runner.mjs');
  await mkdir(home, { recursive: true });
  await fetchRunner(options, runner);
  // Names of sockets are short.
  const sockets = await mkdtemp(join(tmpdir(), 'cloister-machine-'));
  const socket = join(sockets, 'shell.sock');
  const shutdown = new AbortController();
  const log = await open(join(options.folder, 'console.log'), 'a');
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    LANG: 'C.UTF-8',
    ...options.environment,
  };
  const start = (args: readonly string[]): ChildProcess =>
    spawn(process.execPath, [runner, ...args], {
      cwd: home,
      env: environment,
      stdio: ['ignore', log.fd, log.fd],
    });
  const services = [
    ['shell', socket],
    ['run', socket, join(options.folder, 'disk', 'runs')],
  ].map((args) => keepUp(() => start(args), shutdown.signal));
  return {
    async stop() {
      shutdown.abort();
      await Promise.all(services);
      await log.close();
      await rm(sockets, { recursive: true, force: true });
    },
  };
}

async function fetchRunner({ userData, environment }: MachineOptions, file: string): Promise<void> {
  const [, Bucket, Key] = artefact.exec(userData) ?? [];
  const s3 = new S3Client({ ...adminClient(environment['AWS_ENDPOINT_URL'] ?? ''), forcePathStyle: true });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  await writeFile(file, await (Body?.transformToByteArray() ?? new Uint8Array()));
}

async function keepUp(start: () => ChildProcess, shutdown: AbortSignal): Promise<void> {
  while (!shutdown.aborted) {
    const child = start();
    const end = (): void => void child.kill('SIGTERM');
    shutdown.addEventListener('abort', end, { once: true });
    await once(child, 'exit');
    shutdown.removeEventListener('abort', end);
    await pause(restartMs, undefined, { signal: shutdown }).catch(() => undefined);
  }
}

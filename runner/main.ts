import { SQSClient } from '@aws-sdk/client-sqs';
import { readInstance } from './instance.ts';
import { Platform } from './platform.ts';
import { RunQueue } from './queue.ts';
import { retry } from './retry.ts';
import { Runner } from './runner.ts';
import { serveShell } from './shell-server.ts';

/** Set when the artefact is built. */
declare const RUNNER_VERSION: string;

/** Tags of an instance can be there a little after it. */
const factsMs = 90_000;

const usage = 'runner.mjs shell <socket> | runner.mjs run <socket> <folder of unfinished runs>';
const say = (what: string): void => console.log(what);

async function run(shellSocket: string, journals: string): Promise<void> {
  const shutdown = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => shutdown.abort());
  const { signal } = shutdown;
  const instance = await retry(() => readInstance(), {
    withinMs: factsMs,
    pauseMs: 1000,
    when: () => true,
    signal,
  });
  const sqs = new SQSClient({ region: instance.region });
  const { credentials } = sqs.config;
  const platform = new Platform(instance.api, instance.region, () => credentials());
  const queue = new RunQueue(sqs, instance.queueUrl);
  await new Runner({ platform, queue, version: RUNNER_VERSION, shellSocket, journals, say }).serve(signal);
}

async function shell(socket: string): Promise<void> {
  const server = await serveShell(socket);
  process.once('SIGTERM', () => server.close(() => process.exit()));
}

const [role, socket, journals] = process.argv.slice(2);
try {
  if (role === 'shell' && socket) await shell(socket);
  else if (role === 'run' && socket && journals) await run(socket, journals);
  else throw new Error(usage);
} catch (error) {
  // The name of an error has no content; its message might.
  say(`ended: ${error instanceof Error ? error.name : 'error'}`);
  process.exitCode = 1;
}

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { profileIds } from '../../policy/profiles/all.ts';
import { startLocal } from '../deployment/local-deployment.ts';
import { configuredPorts } from '../deployment/ports.ts';
import { beganAt, progressSince } from '../deployment/progress.ts';

const log = progressSince(beganAt(process.env), (text) => process.stdout.write(text));
const wanted = parseArgs({ options: { profile: { type: 'string', default: 'cloister' } } }).values.profile;

async function start(): Promise<void> {
  const profile = profileIds.find((id) => id === wanted);
  if (!profile) throw new Error(`No profile ${wanted}; there are ${profileIds.join(', ')}.`);
  const end = untilAskedToEnd();
  const ports = configuredPorts(process.env);
  const deployment = await startLocal({ folder: join('.local', 'start'), profile, ports, log, signal: end });
  process.stdout.write(`
  Cloister      ${deployment.origin}
  Mail          ${deployment.emulator}/_ministack/ses/messages   (a confirmation code is always 123456)
  First         create an account on the console's first page; any address will do, nothing is sent.
  End           Ctrl-C; everything is kept for the next start.

`);
  await new Promise((resolve) => (end.aborted ? resolve(undefined) : end.addEventListener('abort', resolve)));
  log(
    'Ending: open answers are finished first. Ctrl-C again ends at once and loses what happened since the start.',
  );
  await deployment.stop();
  log('Ended.');
}

/** The first signal asks for an orderly end, the second one does not wait for it. */
function untilAskedToEnd(): AbortSignal {
  const controller = new AbortController();
  const ask = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Error('Ended before it was up.'));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  return controller.signal;
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ProfileId } from '../../policy/profile.ts';
import { profileIds } from '../../policy/profiles/all.ts';
import { keepCheckpoints } from '../deployment/checkpoints.ts';
import { startLocal } from '../deployment/local-deployment.ts';
import { configuredPorts } from '../deployment/ports.ts';
import { beganAt, progressSince } from '../deployment/progress.ts';
import { RunRecord } from '../emulator/run-record.ts';

const log = progressSince(beganAt(process.env), (text) => process.stdout.write(text));

function profileAsked(): ProfileId {
  const { profile: wanted } = parseArgs({
    options: { profile: { type: 'string', default: 'cloister' } },
  }).values;
  const profile = profileIds.find((id) => id === wanted);
  if (!profile) throw new Error(`No profile ${wanted}; there are ${profileIds.join(', ')}.`);
  return profile;
}

/** Each profile keeps a state of its own: a deployment cannot become that of another product. */
const folderOf = (profile: ProfileId): string =>
  join('.local', profile === 'cloister' ? 'start' : `start-${profile}`);

async function start(end: AbortSignal): Promise<void> {
  const profile = profileAsked();
  const ports = configuredPorts(process.env);
  const deployment = await startLocal({ folder: folderOf(profile), profile, ports, log, signal: end });
  process.stdout.write(`
  Cloister      ${deployment.origin}
  Mail          ${deployment.emulator}/_ministack/ses/messages   (a confirmation code is always 123456)
  First         create an account on the console's first page; any address will do, nothing is sent.
  End           Ctrl-C; everything is kept for the next start.

`);
  await keepCheckpoints(deployment, log, end);
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
    if (controller.signal.aborted) endAtOnce();
    else controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  return controller.signal;
}

/** The other parts end with this process; the emulator would go on. */
function endAtOnce(): void {
  new RunRecord(join(folderOf(profileAsked()), 'emulator')).endUnwatched();
  process.exit(130);
}

const end = untilAskedToEnd();
start(end).catch((error: unknown) => {
  if (end.aborted) log('Ended before it was up.');
  else console.error(error instanceof Error ? error.message : error);
  process.exitCode = end.aborted ? 130 : 1;
});

import { join, resolve } from 'node:path';
import type { ProfileId } from '../../policy/profile.ts';
import { doubles } from '../doubles/all.ts';
import type { Double, Serving } from '../doubles/double.ts';
import { RunningDouble } from '../doubles/running-double.ts';
import { Emulator } from '../emulator/emulator.ts';
import { installedPython } from '../setup/installed-python.ts';
import type { Assembly } from './assembly.ts';
import { buildConsole } from './console-build.ts';
import { deploy, synthesizeInto } from './deploy.ts';
import type { StackOutputs } from './outputs.ts';
import { claimFolder, releaseFolder } from './owner.ts';
import { addressesOf, type LocalPorts, requireFree } from './ports.ts';
import type { Log } from './progress.ts';
import { runScheduled } from './scheduled-function.ts';
import { writeSettings } from './settings.ts';

export interface LocalOptions {
  /** Where its state lies; one process at a time holds it. */
  readonly folder: string;
  readonly profile: ProfileId;
  readonly ports: LocalPorts;
  /** Begins with the state right after the last deployment, whatever was done since. */
  readonly fresh?: boolean;
  /** Milliseconds before each token of the model double. */
  readonly pace?: number;
  readonly log: Log;
  /** Aborted when somebody wants it to end while it still starts. */
  readonly signal?: AbortSignal;
}

export interface LocalDeployment {
  /** The console's and the API's one origin. */
  readonly origin: string;
  /** The emulator's address, for every AWS service. */
  readonly emulator: string;
  readonly models: string;
  readonly folder: string;
  readonly outputs: StackOutputs;
  /** What the doubles serve right now. */
  serving(): Promise<Serving>;
  /** Makes the present state the one that a kill, or a fresh start, goes back to. */
  checkpoint(): Promise<void>;
  /** Ends everything in order, and takes a checkpoint unless the next start is fresh anyway. */
  stop(): Promise<void>;
}

/** Brings up everything that a deployment needs on this machine. What was started ends again when a later step fails. */
export async function startLocal(options: LocalOptions): Promise<LocalDeployment> {
  const { ports, fresh = false } = options;
  const folder = resolve(options.folder);
  await using parts = new AsyncDisposableStack();
  await claimFolder(folder, { fresh });
  parts.defer(() => releaseFolder(folder));
  const addresses = addressesOf(ports);
  const emulator = await makeEmulator(folder, addresses, options);
  await emulator.endAbandoned();
  await requireFree(ports);
  // Half a deployment is of no use: stacks in progress would stay so.
  let whole = false;
  parts.defer(() => (whole && !fresh ? emulator.stopWithCheckpoint() : emulator.discard()));
  const origin = `http://localhost:${ports.cloudfront}`;
  const running: RunningDouble[] = [];
  const site = { ...options, folder, emulator, addresses, origin, running, parts };
  const assembly = await prepare(site);
  options.signal?.throwIfAborted();
  const outputs = await deployAssembly(site, assembly);
  whole = true;
  await readRetention(site);
  await startDoubles(site, 'deployment');
  options.signal?.throwIfAborted();
  const everything = parts.move();
  return {
    origin,
    emulator: emulator.endpoint,
    models: `http://127.0.0.1:${ports.bedrock}`,
    folder,
    outputs,
    serving: () => servingOf(running),
    checkpoint: () => emulator.checkpoint(),
    stop: () => everything.disposeAsync(),
  };
}

/** What the steps of the set-up share. */
interface Site extends LocalOptions {
  readonly emulator: Emulator;
  readonly addresses: Readonly<Record<string, string>>;
  readonly origin: string;
  /** The doubles so far. */
  readonly running: RunningDouble[];
  /** What ends with the deployment. */
  readonly parts: AsyncDisposableStack;
}

async function makeEmulator(
  folder: string,
  addresses: Readonly<Record<string, string>>,
  { ports, log }: LocalOptions,
): Promise<Emulator> {
  const python = await installedPython('python');
  return new Emulator({ port: ports.emulator, folder: join(folder, 'emulator'), python, addresses, log });
}

/** All that needs nothing of each other, at the same time. */
async function prepare(site: Site): Promise<Assembly> {
  const works = [
    synthesize(site),
    startCloud(site),
    buildConsole().then(() => site.log('The console is built.')),
  ] as const;
  // All of them, so that nothing goes on behind a fault of one.
  await Promise.allSettled(works);
  const [assembly] = await Promise.all(works);
  return assembly;
}

/** The emulator runs overdue schedules ten seconds after its start; the retention guard then asks a double. */
async function startCloud(site: Site): Promise<void> {
  const { emulator, fresh = false, log } = site;
  await emulator.start({ fresh });
  log('The emulator runs.');
  await startDoubles(site, 'emulator');
}

/** Starts the doubles whose time has come; each ends with the deployment, the last one first. */
async function startDoubles(site: Site, after: Double['after']): Promise<void> {
  const { emulator, addresses, folder, pace, log, running, parts } = site;
  const ports: Readonly<Record<string, number>> = site.ports;
  const told = { emulator: emulator.endpoint, stateFolder: emulator.stateFolder, addresses, folder, pace };
  for (const double of doubles.filter((each) => each.after === after)) {
    const started = await RunningDouble.start(double, { ...told, port: ports[double.name] ?? 0 }, log);
    parts.defer(() => started.stop());
    running.push(started);
  }
}

async function servingOf(running: readonly RunningDouble[]): Promise<Serving> {
  const all = await Promise.all(running.map((double) => double.health()));
  return { open: Math.max(...all.map(({ open }) => open)), at: Math.max(...all.map(({ at }) => at)) };
}

/** After a long stop the last readings are too old, and model routes would answer 503 until the schedule comes round. */
async function readRetention({ emulator, log }: Site): Promise<void> {
  await runScheduled(emulator.endpoint, 'retention-guard').catch(() =>
    log(
      'The retention guard could not run; model routes open when its schedule comes round, within 15 minutes.',
    ),
  );
}

async function synthesize({ folder, profile, origin, emulator, log }: Site): Promise<Assembly> {
  const settings = await writeSettings(folder, origin, emulator.endpoint);
  const context = { profile, stage: 'local', settings: settings.file };
  const assembly = await synthesizeInto(folder, { file: join('bin', 'app.ts'), context }, settings.text);
  log('The stacks are synthesized.');
  return assembly;
}

async function deployAssembly({ folder, emulator, log }: Site, assembly: Assembly): Promise<StackOutputs> {
  const { changed, outputs } = await deploy(folder, assembly, emulator);
  log(changed ? `Deployed ${assembly.stacks.length} stacks.` : 'Everything is deployed already.');
  if (changed) await emulator.checkpoint();
  return outputs;
}

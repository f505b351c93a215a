import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { ProfileId } from '../../policy/profile.ts';
import { Emulator } from '../emulator/emulator.ts';
import { installedPython } from '../setup/installed-python.ts';
import { startVmHost } from '../doubles/ec2/hosts.ts';
import type { Assembly } from './assembly.ts';
import type { Serving } from './checkpoints.ts';
import { buildConsole, consoleFolder } from './console-build.ts';
import { deploy, synthesizeInto } from './deploy.ts';
import type { StackOutputs } from './outputs.ts';
import { claimFolder, releaseFolder } from './owner.ts';
import { type PartProcess, startPart } from '../doubles/running-double.ts';
import { type LocalPorts, requireFree } from './ports.ts';
import type { Log } from './progress.ts';
import { runScheduled } from './scheduled-function.ts';
import { writeSettings } from './settings.ts';

/** What one local deployment is to be. */
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

/** A running local deployment. */
export interface LocalDeployment {
  /** The console's and the API's one origin. */
  readonly origin: string;
  /** The emulator's address, for every AWS service. */
  readonly emulator: string;
  /** The model double's address. */
  readonly models: string;
  readonly folder: string;
  readonly outputs: StackOutputs;
  /** What the edge serves right now. */
  serving(): Serving;
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
  await claimFolder(folder);
  parts.defer(() => releaseFolder(folder));
  const models = `http://127.0.0.1:${ports.models}`;
  const addresses = { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: models, AWS_ENDPOINT_URL_BEDROCK: models };
  const emulator = await makeEmulator(folder, addresses, options);
  await emulator.endAbandoned();
  await requireFree(ports);
  // Half a deployment is of no use: stacks in progress would stay so.
  let whole = false;
  parts.defer(() => (whole && !fresh ? emulator.stopWithCheckpoint() : emulator.discard()));
  const site = { ...options, folder, emulator, origin: `http://localhost:${ports.console}` };
  const { assembly, double } = await prepare(site);
  parts.defer(() => double.stop());
  options.signal?.throwIfAborted();
  const outputs = await deployAssembly(site, assembly);
  whole = true;
  await readRetention(site);
  const { endpoint: emulatorEndpoint } = emulator;
  const vmHost = await startVmHost({
    emulatorEndpoint,
    stateDir: join(folder, 'machines'),
    log: options.log,
  });
  parts.defer(() => vmHost.close());
  const edge = await openEdge({ port: ports.console, emulatorEndpoint, addresses, outputs, consoleFolder });
  parts.defer(() => edge.stop());
  options.signal?.throwIfAborted();
  const running = parts.move();
  return {
    origin: site.origin,
    emulator: emulatorEndpoint,
    models,
    folder,
    outputs,
    serving: edge.serving,
    checkpoint: () => emulator.checkpoint(),
    stop: () => running.disposeAsync(),
  };
}

/** What the steps of the set-up share. */
interface Site extends LocalOptions {
  readonly emulator: Emulator;
  readonly origin: string;
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
async function prepare(site: Site): Promise<{ assembly: Assembly; double: PartProcess }> {
  const works = [
    synthesize(site),
    startCloud(site),
    buildConsole().then(() => site.log('The console is built.')),
  ] as const;
  // All of them, so that nothing goes on behind a fault of one.
  const [, started] = await Promise.allSettled(works);
  try {
    const [assembly, double] = await Promise.all(works);
    return { assembly, double };
  } catch (error) {
    if (started.status === 'fulfilled') await started.value.stop();
    throw error;
  }
}

/** The emulator runs overdue schedules ten seconds after its start; the retention guard then asks the double. */
async function startCloud(site: Site): Promise<PartProcess> {
  const { emulator, fresh = false, log } = site;
  await emulator.start({ fresh });
  log('The emulator runs.');
  return startModels(site);
}

/** After a long stop the last readings are too old, and model routes would answer 503 until the schedule comes round. */
async function readRetention({ emulator, log }: Site): Promise<void> {
  await runScheduled(emulator.endpoint, 'retention-guard').catch(() =>
    log(
      'The retention guard could not run; model routes open when its schedule comes round, within 15 minutes.',
    ),
  );
}

const servingSaid = z.object({ open: z.int().min(0) });

/** The edge, and what it serves, as it tells at each request. */
async function openEdge(options: object): Promise<PartProcess & { readonly serving: () => Serving }> {
  let serving: Serving = { open: 0, at: 0 };
  const edge = await startPart(new URL('edge.process.ts', import.meta.url), options, (said) => {
    serving = { open: servingSaid.parse(said).open, at: Date.now() };
  });
  return { ...edge, serving: () => serving };
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

/** The double keeps its settings with the emulator's state, so that both go back together. */
function startModels({ ports, pace, emulator }: Site): Promise<PartProcess> {
  return startPart(new URL('models.process.ts', import.meta.url), {
    port: ports.models,
    emulatorEndpoint: emulator.endpoint,
    stateFile: join(emulator.stateFolder, 'models.json'),
    ...(pace === undefined ? {} : { pace }),
  });
}

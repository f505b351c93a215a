import { join, resolve } from 'node:path';
import type { ProfileId } from '../../policy/profile.ts';
import { Emulator } from '../emulator/emulator.ts';
import { installedPython } from '../setup/installed-python.ts';
import { startVmHost } from '../vm-host/vm-host.ts';
import type { Assembly } from './assembly.ts';
import { buildConsole, consoleFolder } from './console-build.ts';
import { deploy, synthesizeInto } from './deploy.ts';
import type { StackOutputs } from './outputs.ts';
import { claimFolder, releaseFolder } from './owner.ts';
import { type PartProcess, startPart } from './part-process.ts';
import { type LocalPorts, requireFree } from './ports.ts';
import type { Log } from './progress.ts';
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
  const assembly = await prepare(site);
  options.signal?.throwIfAborted();
  const double = await startModels(site);
  parts.defer(() => double.stop());
  const outputs = await deployAssembly(site, assembly);
  whole = true;
  const { endpoint: emulatorEndpoint } = emulator;
  const vmHost = await startVmHost({
    emulatorEndpoint,
    stateDir: join(folder, 'machines'),
    log: options.log,
  });
  parts.defer(() => vmHost.close());
  const toEdge = { port: ports.console, emulatorEndpoint, addresses, outputs, consoleFolder };
  const edge = await startPart(new URL('edge.process.ts', import.meta.url), toEdge);
  parts.defer(() => edge.stop());
  options.signal?.throwIfAborted();
  const running = parts.move();
  return {
    origin: site.origin,
    emulator: emulatorEndpoint,
    models,
    folder,
    outputs,
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
async function prepare(site: Site): Promise<Assembly> {
  const { emulator, fresh = false, log } = site;
  const works = [
    synthesize(site),
    emulator.start({ fresh }).then(() => log('The emulator runs.')),
    buildConsole().then(() => log('The console is built.')),
  ] as const;
  // All of them, so that nothing goes on behind a fault of one.
  await Promise.allSettled(works);
  const [assembly] = await Promise.all(works);
  return assembly;
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

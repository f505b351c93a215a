import { join, resolve } from 'node:path';
import type { ProfileId } from '../../policy/profile.ts';
import { Emulator } from '../emulator/emulator.ts';
import { installedPython } from '../setup/installed-python.ts';
import { buildConsole } from './console-build.ts';
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
  const { ports, log, fresh = false } = options;
  const folder = resolve(options.folder);
  await using parts = new AsyncDisposableStack();
  await claimFolder(folder);
  parts.defer(() => releaseFolder(folder));
  const models = `http://127.0.0.1:${ports.models}`;
  const emulator = await makeEmulator(folder, ports.emulator, models, log);
  await emulator.endAbandoned();
  await requireFree(ports);
  const origin = `http://localhost:${ports.console}`;
  parts.defer(() => (fresh ? emulator.stop().then(() => undefined) : emulator.stopWithCheckpoint()));
  const works = [
    synthesize(folder, options, origin, emulator.endpoint),
    startEmulator(emulator, fresh, log),
    buildConsole().then(() => log('The console is built.')),
  ] as const;
  // All of them, so that nothing goes on behind a fault of one.
  await Promise.allSettled(works);
  const [assembly] = await Promise.all(works);
  options.signal?.throwIfAborted();
  const double = await startModels(options, emulator);
  parts.defer(() => double.stop());
  const { changed, outputs } = await deploy(folder, assembly, emulator);
  log(changed ? `Deployed ${assembly.stacks.length} stacks.` : 'Everything is deployed already.');
  if (changed) await emulator.checkpoint();
  options.signal?.throwIfAborted();
  const running = parts.move();
  const { endpoint } = emulator;
  const stop = () => running.disposeAsync();
  return {
    origin,
    emulator: endpoint,
    models,
    folder,
    outputs,
    checkpoint: () => emulator.checkpoint(),
    stop,
  };
}

async function makeEmulator(folder: string, port: number, models: string, log: Log): Promise<Emulator> {
  const addresses = { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: models, AWS_ENDPOINT_URL_BEDROCK: models };
  const python = await installedPython('python');
  return new Emulator({ port, folder: join(folder, 'emulator'), python, addresses, log });
}

async function startEmulator(emulator: Emulator, fresh: boolean, log: Log): Promise<void> {
  await emulator.start({ fresh });
  log('The emulator runs.');
}

async function synthesize(folder: string, { profile, log }: LocalOptions, origin: string, endpoint: string) {
  const settings = await writeSettings(folder, origin, endpoint);
  const context = { profile, stage: 'local', settings: settings.file };
  const assembly = await synthesizeInto(folder, { file: join('bin', 'app.ts'), context }, settings.text);
  log('The stacks are synthesized.');
  return assembly;
}

/** The double keeps its settings with the emulator's state, so that both go back together. */
function startModels({ ports, pace }: LocalOptions, emulator: Emulator): Promise<PartProcess> {
  return startPart(new URL('models.process.ts', import.meta.url), {
    port: ports.models,
    emulatorEndpoint: emulator.endpoint,
    stateFile: join(emulator.stateFolder, 'models.json'),
    ...(pace === undefined ? {} : { pace }),
  });
}

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { emulatorEnvironment } from './environment.ts';
import { identify, isRunning } from './process-identity.ts';
import { type EmulatorRun, RunRecord } from './run-record.ts';
import { StateFolder } from './state-folder.ts';

const startWithinMs = 60_000;

/** It speaks no TLS: each connection counts as a secure one, or policies that refuse plain ones would refuse them all. */
const emulator = `
import ministack.app as app
pin = app.pin_request_origin
app.pin_request_origin = lambda address, _: pin(address, True)
app.main()
`;

export interface EmulatorOptions {
  readonly port: number;
  /** Everything of this emulator lies in here. */
  readonly folder: string;
  /** The Python that has the emulator's packages, and where they are when that is not its own place. */
  readonly python: { readonly program: string; readonly packages?: string };
  /** Addresses that functions use besides the emulator's own, as the SDK names them. */
  readonly addresses?: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

/** One emulator process and its state on disk. */
export class Emulator {
  readonly endpoint: string;
  private readonly options: EmulatorOptions;
  private readonly state: StateFolder;
  private readonly record: RunRecord;
  private readonly logFile: string;
  private running: EmulatorRun | undefined;

  constructor(options: EmulatorOptions) {
    this.options = options;
    this.endpoint = `http://127.0.0.1:${options.port}`;
    this.state = new StateFolder(resolve(options.folder));
    this.record = new RunRecord(options.folder);
    this.logFile = join(options.folder, 'emulator.log');
  }

  /** A folder for files that must be restored together with the emulator's state. */
  get stateFolder(): string {
    return this.state.live;
  }

  /** Starts it on the state of the last time; `fresh` goes back to the last checkpoint whatever happened since. */
  async start({ fresh = false } = {}): Promise<void> {
    await mkdir(this.options.folder, { recursive: true });
    await this.endAbandoned();
    if (fresh) await this.state.restore();
    else if (this.state.isDirty()) this.tellRestored(await this.state.restore());
    await this.state.markDirty();
    await this.launch();
    await this.waitUntilReady();
  }

  /** Ends it so that it writes its state; true when the state on disk is whole. */
  async stop(): Promise<boolean> {
    if (!this.running) return true;
    const run = this.running;
    this.running = undefined;
    // One that is gone already wrote nothing: what lies on disk is half of it.
    const there = isRunning(run);
    const ended = await this.record.end(run);
    const whole = there && ended && !(await this.readLog()).includes('Persistence: failed to save');
    if (whole) await this.state.markClean();
    else this.options.log(`The emulator could not write its state; see ${this.logFile}.`);
    return whole;
  }

  /** Ends it, copies the whole state, and does not start it again. */
  async stopWithCheckpoint(): Promise<void> {
    if (await this.stop()) await this.state.checkpoint(new Date());
  }

  /** Ends it; the next start goes back to the last checkpoint. */
  async discard(): Promise<void> {
    if (await this.stop()) await this.state.markDirty();
  }

  /** Makes the present state the one to which a kill goes back: one restart. */
  async checkpoint(): Promise<void> {
    await this.stopWithCheckpoint();
    await this.state.markDirty();
    await this.launch();
    await this.waitUntilReady();
  }

  /** Ends the emulator of a launcher that was killed: it still can write its state. */
  async endAbandoned(): Promise<void> {
    const left = await this.record.read();
    if (!left) return;
    if (!isRunning(left)) {
      await this.record.end(left);
      return;
    }
    this.running = left;
    await this.stopWithCheckpoint();
  }

  private async launch(): Promise<void> {
    const { port, python, addresses = {} } = this.options;
    await this.state.forgetStreamPositions();
    // Not in the project: a function unpacked there would find the project's packages, and on AWS it has none.
    const temporary = await mkdtemp(join(tmpdir(), 'cloister-'));
    const programs = [dirname(process.execPath), dirname(python.program)];
    const env = emulatorEnvironment({ port, live: this.state.live, temporary, programs, addresses });
    const log = await open(this.logFile, 'w');
    const child = spawn(python.program, ['-c', emulator], {
      cwd: temporary,
      detached: true,
      env: python.packages ? { ...env, PYTHONPATH: python.packages } : env,
      stdio: ['ignore', log.fd, log.fd],
    });
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    child.once('exit', (code) => {
      if (code === 0 || this.running?.pid !== child.pid) return;
      this.options.log(
        'The emulator was ended from outside or fell over: nothing works until the next start.',
      );
    });
    child.unref();
    await log.close();
    const identity = child.pid === undefined ? undefined : identify(child.pid);
    if (!identity) return;
    this.running = { ...identity, temporary };
    await this.record.write(this.running);
  }

  private async waitUntilReady(): Promise<void> {
    const deadline = Date.now() + startWithinMs;
    while (this.running && isRunning(this.running) && Date.now() < deadline) {
      const answer = await fetch(`${this.endpoint}/_ministack/ready`).catch(() => undefined);
      if (answer?.ok) return;
      await pause(50);
    }
    throw new Error(`The emulator did not start. Its last words:\n${(await this.readLog()).slice(-2000)}`);
  }

  private tellRestored(at: Date | undefined): void {
    const back = at
      ? `that of ${at.toLocaleString()} is back`
      : 'it starts empty, since there is no checkpoint';
    this.options.log(`The state of the last run is not whole; ${back}.`);
  }

  private readLog(): Promise<string> {
    return readFile(this.logFile, 'utf8').catch(() => '');
  }
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../deployment/progress.ts';
import { type Double, type Serving, type Site, serving } from './double.ts';

/** How long a double may take to finish what it is doing. */
const endWithinMs = 60_000;
const answerWithinMs = 10_000;
const againAfterMs = 1000;

/**
 * A double as its launcher sees it. The channel to its process is its life line: it ends when we close the channel, and
 * also when we are killed, so nothing is left behind. One that ends by itself is named and started again.
 */
export class RunningDouble {
  readonly logFile: string;
  private readonly double: Double;
  private readonly site: Site;
  private readonly log: Log;
  private up: Promise<Up>;
  private stopping = false;

  private constructor(double: Double, site: Site, log: Log) {
    this.double = double;
    this.site = site;
    this.log = log;
    this.logFile = join(site.folder, `${double.name}.log`);
    this.up = this.launch('w');
  }

  /** Starts a double and waits until it is up. */
  static async start(double: Double, site: Site, log: Log): Promise<RunningDouble> {
    const running = new RunningDouble(double, site, log);
    await running.up;
    return running;
  }

  /** Asks it for its health; one that is gone, or hangs, gives no answer. */
  async health(): Promise<Serving> {
    const { child } = await this.up;
    const answered = once(child, 'message', { signal: AbortSignal.timeout(answerWithinMs) });
    child.send('health', () => undefined);
    const [answer] = await answered.catch(() => {
      throw new Error(`the double of ${this.double.name} does not answer`);
    });
    return serving.parse(answer);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const up = await this.up.catch(() => undefined);
    if (!up) return;
    const timer = setTimeout(() => up.child.kill('SIGKILL'), endWithinMs);
    if (up.child.connected) up.child.disconnect();
    await up.ended;
    clearTimeout(timer);
  }

  private async launch(flags: 'w' | 'a'): Promise<Up> {
    const { name, program } = this.double;
    const file = await open(this.logFile, flags);
    const child = fork(program, [JSON.stringify(this.site)], { stdio: ['ignore', 'pipe', file.fd, 'ipc'] });
    if (child.stdout) createInterface({ input: child.stdout }).on('line', this.log);
    const ended = once(child, 'exit').then(([code, signal]) => String(code ?? signal), String);
    const [said] = await Promise.race([once(child, 'message'), ended.then(() => [])]);
    await file.close();
    if (said !== 'up') {
      const words = await readFile(this.logFile, 'utf8');
      throw new Error(`The double of ${name} did not start. Its last words:\n${words.slice(-2000)}`);
    }
    void ended.then((how) => this.startAgain(how));
    return { child, ended };
  }

  private startAgain(how: string): void {
    if (this.stopping) return;
    this.log(
      `The double of ${this.double.name} ended by itself (${how}; its log: ${this.logFile}). It starts again.`,
    );
    this.up = pause(againAfterMs).then(() => this.launch('a'));
    this.up.catch((error: unknown) =>
      this.log(`${String(error)}\nWithout it little works until the next start.`),
    );
  }
}

interface Up {
  readonly child: ChildProcess;
  /** Tells by what code or signal. */
  readonly ended: Promise<string>;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { RoleCredentials } from '../../emulator/role-session.ts';
import { type AnswerHead, HeadReader } from './answer-head.ts';
import type { DeployedFunction } from './deployed-function.ts';
import { contextOf, environmentOf } from './function-environment.ts';
import type { FunctionLog } from './function-log.ts';

const runtime = fileURLToPath(new URL('runtime.process.ts', import.meta.url));

/** What a process is asked to do. */
export interface Invocation {
  readonly event: unknown;
  readonly context: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly deadline: number;
}

export type Outcome = 'ended' | 'failed' | 'timed-out';

/** Where an answer goes as it comes. */
export interface AnswerSink {
  readonly onHead: (head: AnswerHead) => void;
  readonly onBody: (chunk: Buffer) => void;
}

/** A process with a function's code, its environment and its role's credentials. It serves one invocation. */
export class FunctionProcess {
  private readonly fn: DeployedFunction;
  private readonly child: ChildProcess;
  private readonly log: FunctionLog;
  private readonly expiresAt: number;
  private readonly ended: Promise<unknown>;
  /** When it has ended and all that it said is in its log. */
  readonly over: Promise<unknown>;

  /** `addresses` are where it finds AWS, as the SDK's variables name them. */
  constructor(
    fn: DeployedFunction,
    credentials: RoleCredentials,
    log: FunctionLog,
    addresses: Readonly<Record<string, string>>,
  ) {
    this.fn = fn;
    this.expiresAt = credentials.expiresAt;
    this.log = log;
    this.child = spawn(process.execPath, [`--max-old-space-size=${fn.memory}`, runtime], {
      cwd: fn.folder,
      env: { ...addresses, ...environmentOf(fn, credentials, log.stream) },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'ipc'],
    });
    // One that cannot be started, or died, shows it by ending without an answer.
    this.child.on('error', () => undefined);
    for (const said of [this.child.stdout, this.child.stderr]) {
      if (said) createInterface({ input: said }).on('line', (line) => this.log.add(line));
    }
    this.ended = once(this.child, 'close').catch(() => undefined);
    this.over = this.ended.then(() => this.log.close());
  }

  /** Whether it can serve an invocation that starts now to its end. */
  get isUsable(): boolean {
    const lasts = this.expiresAt - Date.now() > this.fn.timeoutSeconds * 1000;
    return lasts && this.child.exitCode === null && this.child.signalCode === null && this.child.connected;
  }

  /** Runs the function to its end, whoever listens. */
  async invoke(event: unknown, requestId: string, sink: AnswerSink): Promise<Outcome> {
    const reader = new HeadReader(sink.onHead, sink.onBody);
    const answer = this.child.stdio[3];
    if (!(answer instanceof Readable)) return 'failed';
    let broken = false;
    answer.on('data', (chunk: Buffer) => {
      try {
        if (!broken) reader.read(chunk);
      } catch {
        broken = true;
      }
    });
    let timedOut = false;
    const { timeoutSeconds } = this.fn;
    const timer = setTimeout(() => {
      timedOut = true;
      this.log.add(
        JSON.stringify({
          level: 'ERROR',
          requestId,
          message: `Task timed out after ${timeoutSeconds} seconds`,
        }),
      );
      this.child.kill('SIGKILL');
    }, timeoutSeconds * 1000);
    const invocation: Invocation = {
      event,
      context: contextOf(this.fn, requestId, this.log.stream),
      deadline: Date.now() + timeoutSeconds * 1000,
    };
    this.child.send(invocation, () => undefined);
    await this.ended;
    clearTimeout(timer);
    if (timedOut) return 'timed-out';
    return this.child.exitCode === 0 && !broken ? 'ended' : 'failed';
  }

  /** Ends a process at once, whatever it does. */
  async dismiss(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.over;
  }
}

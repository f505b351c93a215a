import type { RoleCredentials } from '../../emulator/role-session.ts';
import type { Deployed, DeployedFunction } from './deployed-function.ts';
import { type AnswerSink, FunctionProcess, type Outcome } from './function-process.ts';

/** Credentials are taken anew when they last less than this; longer than any function runs. */
const renewBeforeMs = 20 * 60_000;

/**
 * The processes of one function. Starting one and loading its code takes a few hundred milliseconds, so one waits,
 * started and initialised; like every other it serves a single invocation.
 */
export class FunctionPool {
  private readonly arn: string;
  private readonly deployed: Deployed;
  private readonly addresses: Readonly<Record<string, string>>;
  private readonly working = new Set<Promise<unknown>>();
  private fn: Promise<DeployedFunction> | undefined;
  private credentials: RoleCredentials | undefined;
  private waiting: Promise<FunctionProcess> | undefined;
  private closed = false;

  constructor(arn: string, deployed: Deployed, addresses: Readonly<Record<string, string>>) {
    this.arn = arn;
    this.deployed = deployed;
    this.addresses = addresses;
  }

  /** Lets a process wait for the next invocation. */
  prepare(): void {
    if (this.closed || this.waiting) return;
    this.waiting = this.start();
    this.waiting.catch(() => {
      this.waiting = undefined;
    });
  }

  /** Runs the function in a process of its own, to its end. */
  invoke(event: unknown, requestId: string, sink: AnswerSink): Promise<Outcome> {
    const taken = this.take();
    const outcome = taken.then((process) => this.run(process, event, requestId, sink));
    const over = Promise.allSettled([outcome, taken.then((process) => process.over)]);
    this.working.add(over);
    void over.finally(() => this.working.delete(over));
    return outcome;
  }

  /** Waits until all invocations have ended. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.working);
    const waiting = await this.waiting?.catch(() => undefined);
    await waiting?.dismiss();
  }

  private run(
    process: FunctionProcess,
    event: unknown,
    requestId: string,
    sink: AnswerSink,
  ): Promise<Outcome> {
    const onHead: AnswerSink['onHead'] = (head) => {
      // Only now: it would compete with this one for the processor.
      this.prepare();
      sink.onHead(head);
    };
    return process.invoke(event, requestId, { ...sink, onHead }).finally(() => this.prepare());
  }

  private async take(): Promise<FunctionProcess> {
    const taken = this.waiting;
    this.waiting = undefined;
    const process = await taken?.catch(() => undefined);
    // A restarted emulator knows no temporary credentials of before.
    const known = this.credentials !== undefined && (await this.deployed.knows(this.credentials));
    if (known && process?.isUsable) return process;
    if (!known) this.credentials = undefined;
    await process?.dismiss();
    return this.start();
  }

  private async start(): Promise<FunctionProcess> {
    this.fn ??= this.deployed.read(this.arn);
    this.fn.catch(() => {
      this.fn = undefined;
    });
    const fn = await this.fn;
    if (!this.credentials || this.credentials.expiresAt - Date.now() < renewBeforeMs) {
      this.credentials = await this.deployed.credentialsOf(fn);
    }
    return new FunctionProcess(fn, this.credentials, this.deployed.openLog(fn), this.addresses);
  }
}

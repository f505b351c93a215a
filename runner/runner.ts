import { setTimeout as pause } from 'node:timers/promises';
import { type AgentTools, instructions, runAgent, tools } from './agent.ts';
import { Journal } from './journal.ts';
import { BrokenAnswer, readAnswer } from './model-answer.ts';
import { isPassing, type ModelCall, type Platform, Refusal, type RunId, type RunResult } from './platform.ts';
import type { Handover, RunQueue } from './queue.ts';
import { retry } from './retry.ts';
import { isGone, RunLog } from './run-log.ts';
import { runCommand } from './shell.ts';

/** Queue and role policies need up to 60 s until they hold everywhere. */
const readyMs = 90_000;
const beatMs = 60_000;
/** While a run works, so that a stop is seen soon though the log is silent. */
const busyBeatMs = 10_000;
/** Less than the platform gives a run, so that the runner itself ends it. */
const runMs = 55 * 60_000;
const resultMs = 10 * 60_000;
/** A run that killed its runner this often will do so again. */
const maxAttempts = 5;
const sequencesPerAttempt = 10_000;
const maxTokens = 4096;
const answerMs = 30_000;
const takeMs = 60_000;
const queuePauseMs = 2000;
const secondsUntilNextTry = 30;

export interface RunnerParts {
  readonly platform: Platform;
  readonly queue: Pick<RunQueue, 'next'>;
  readonly version: string;
  /** Where the agent's shell listens. */
  readonly shellSocket: string;
  /** Where runs are kept that have not ended. */
  readonly journals: string;
  /** For the machine's own journal: ids and codes, no content. */
  readonly say: (what: string) => void;
}

type EndReason = 'stop' | 'time' | 'shutdown';

/** Reports in, beats, and works on one run after the other. */
export class Runner {
  private readonly parts: RunnerParts;
  private current: { readonly runId: RunId; readonly end: AbortController } | undefined;

  constructor(parts: RunnerParts) {
    this.parts = parts;
  }

  async serve(shutdown: AbortSignal): Promise<void> {
    const { platform, version, say } = this.parts;
    await retry(() => platform.reportReady(version), {
      withinMs: readyMs,
      pauseMs: 1000,
      when: isPassing,
      signal: shutdown,
    });
    say('ready');
    shutdown.addEventListener('abort', () => this.endCurrent('shutdown'), { once: true });
    await Promise.all([this.beat(shutdown), this.work(shutdown)]);
  }

  private async beat(shutdown: AbortSignal): Promise<void> {
    for (let tick = 1; !shutdown.aborted; tick++) {
      await pause(busyBeatMs, undefined, { signal: shutdown }).catch(() => undefined);
      if (shutdown.aborted || (!this.current && tick % (beatMs / busyBeatMs) !== 0)) continue;
      const running = this.current ? [this.current.runId] : [];
      const stop = await this.parts.platform.beat(running).catch((): string[] => []);
      if (this.current && stop.includes(this.current.runId)) this.endCurrent('stop');
    }
  }

  private async work(shutdown: AbortSignal): Promise<void> {
    while (!shutdown.aborted) {
      try {
        const handover = await this.parts.queue.next(shutdown);
        if (handover) await this.handle(handover, shutdown);
      } catch {
        await pause(queuePauseMs, undefined, { signal: shutdown }).catch(() => undefined);
      }
    }
  }

  private async handle(handover: Handover, shutdown: AbortSignal): Promise<void> {
    const { runId } = handover;
    const { say } = this.parts;
    const end = new AbortController();
    this.current = { runId, end };
    if (shutdown.aborted) this.endCurrent('shutdown');
    try {
      const state = await this.run(runId, end);
      say(`run ${runId}: ${state}`);
      await (state === 'put off' ? handover.giveBack(0) : handover.done());
    } catch (error) {
      say(`run ${runId}: not finished, ${failureOf(error)}`);
      await handover.giveBack(secondsUntilNextTry);
    } finally {
      this.current = undefined;
    }
  }

  private async run(
    runId: RunId,
    end: AbortController,
  ): Promise<RunResult['state'] | 'already ended' | 'put off'> {
    const { platform, journals } = this.parts;
    const calls = { withinMs: takeMs, pauseMs: 500, when: isPassing };
    const task = await unlessGone(retry(() => platform.take(runId), calls));
    if (!task || (task.state !== 'queued' && task.state !== 'running' && task.state !== 'stopping')) {
      await Journal.forget(journals, runId);
      return 'already ended';
    }
    const journal = await Journal.open(journals, runId, task.prompt);
    if (task.state === 'stopping') end.abort('stop');
    const result = await this.perform(runId, task.model, journal, end);
    if (!result) return 'put off';
    await unlessGone(retry(() => platform.end(runId, result), { ...calls, withinMs: resultMs }));
    await Journal.forget(journals, runId);
    return result.state;
  }

  /** The result, or nothing when the machine is shutting down and the run goes on at its next start. */
  private async perform(
    runId: RunId,
    model: ModelCall['model'],
    journal: Journal,
    end: AbortController,
  ): Promise<RunResult | undefined> {
    if (journal.attempt > maxAttempts) return { state: 'failed', failure: 'interrupted' };
    const { platform, shellSocket } = this.parts;
    const { signal } = end;
    const log = new RunLog(platform, runId, (journal.attempt - 1) * sequencesPerAttempt, () =>
      end.abort('stop'),
    );
    const timer = setTimeout(() => end.abort('time'), runMs);
    const call = { model, system: [{ text: instructions }], toolConfig: tools, maxTokens };
    const ask: AgentTools['ask'] = (messages, onText) =>
      retry(() => readAnswer(platform.converse(runId, { ...call, messages }, signal), onText), {
        withinMs: answerMs,
        pauseMs: 1000,
        when: (error) => error instanceof BrokenAnswer || isPassing(error),
        signal,
      });
    const shell: AgentTools['shell'] = (command, onOutput) =>
      runCommand(shellSocket, command, onOutput, signal);
    try {
      signal.throwIfAborted();
      return await runAgent({ ask, shell, log, journal });
    } catch (error) {
      if (signal.aborted) return endedBy(signal.reason);
      return { state: 'failed', failure: failureOf(error) };
    } finally {
      clearTimeout(timer);
      await log.close();
    }
  }

  private endCurrent(reason: EndReason): void {
    this.current?.end.abort(reason);
  }
}

function endedBy(reason: unknown): RunResult | undefined {
  if (reason === 'shutdown') return undefined;
  return reason === 'time' ? { state: 'failed', failure: 'took-too-long' } : { state: 'stopped' };
}

/** Why a run failed, as a short code without content. */
function failureOf(error: unknown): string {
  if (error instanceof Refusal || error instanceof BrokenAnswer) return error.code.slice(0, 60);
  // What `fetch` throws when nothing answers.
  return error instanceof TypeError ? 'platform-unreachable' : 'runner-failed';
}

async function unlessGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

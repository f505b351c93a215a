import type { CustomerId, Id, UserId } from '../../contracts/ids.ts';
import { RUN_SECONDS, type RunState, type runLogs, type runs } from '../../contracts/runs/stores.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';
import type { ModelId } from '../../policy/models.ts';
import { type PlanId, plans } from '../../policy/plans.ts';

export type Run = ItemOf<typeof runs>;
export type RunId = Id<'run'>;
export type LogBatch = ItemOf<typeof runLogs>;

/** From which states a state can be reached; every writer asks here. */
export const reachedFrom: Readonly<Record<RunState, readonly RunState[]>> = {
  queued: [],
  running: ['queued', 'running'],
  stopping: ['queued', 'running', 'stopping'],
  succeeded: ['running', 'stopping'],
  failed: ['queued', 'running', 'stopping'],
  stopped: ['queued', 'running', 'stopping'],
};

export const isOver = (state: RunState): boolean =>
  state === 'succeeded' || state === 'failed' || state === 'stopped';

const DAY_MILLISECONDS = 86_400_000;

/** A run that is asked for; how long its log is kept follows from the plan at this moment (C88). */
export function newRun(
  owner: { readonly userId: UserId; readonly customerId: CustomerId; readonly plan: PlanId },
  runId: RunId,
  wanted: { readonly prompt: string; readonly model: ModelId },
  now: number,
): Run {
  return {
    userId: owner.userId,
    runId,
    customerId: owner.customerId,
    prompt: wanted.prompt,
    state: 'queued',
    model: wanted.model,
    cost: 0,
    logDays: plans[owner.plan].runLogDays,
    createdAt: new Date(now).toISOString(),
  };
}

/** When a line of a run's log goes: so many days after it was written. Epoch seconds. */
export const logExpiry = ({ logDays }: Pick<Run, 'logDays'>, writtenAt: number): number =>
  Math.floor((writtenAt + logDays * DAY_MILLISECONDS) / 1000);

export function runView(run: Run) {
  const { runId, prompt, output, state, failure, model, cost, createdAt, startedAt, endedAt } = run;
  const last = endedAt ?? startedAt ?? createdAt;
  const logExpiresAt = new Date(logExpiry(run, Date.parse(last)) * 1000).toISOString();
  return { runId, prompt, output, state, failure, model, cost, logExpiresAt, createdAt, startedAt, endedAt };
}

/** Whether nobody can be working on a run any more: its time is over, and nothing but time tells. */
export const isOverdue = ({ state, createdAt }: Pick<Run, 'state' | 'createdAt'>, now: number): boolean =>
  !isOver(state) && Date.parse(createdAt) + RUN_SECONDS * 1000 < now;

/** `<runId>#<sequence number>`: one query reads a log in order. */
export const logKeyOf = (run: RunId, sequence: number): string =>
  `${run}#${String(sequence).padStart(6, '0')}`;
export const sequenceOf = (logKey: string): number => Number(logKey.split('#')[1]);

/** A run in a list: without its result, which may be long. */
export function listedView(run: Run) {
  const { output: _output, ...rest } = runView(run);
  return rest;
}

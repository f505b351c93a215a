import type { UserId } from '../../contracts/ids.ts';
import type { runRoutes } from '../../contracts/runs/routes.ts';
import type { AnswerOf } from '../../contracts/spec/route.ts';
import { LONGEST_CALL_MILLISECONDS } from '../models/call-time.ts';
import type { Call } from '../platform/http/call.ts';
import { Problem } from '../platform/http/problem.ts';
import type { StreamEvent } from '../platform/http/stream-endpoint.ts';
import type { DataKeys } from '../platform/keys/data-keys.ts';
import type { DataKey } from '../platform/keys/sealed-items.ts';
import type { RunLogStore } from './run-log-store.ts';
import type { RunStates } from './run-state-store.ts';
import { isOver, type RunId, sequenceOf } from './runs.ts';

export interface FollowLogParts {
  readonly keys: Pick<DataKeys, 'open'>;
  readonly logs: Pick<RunLogStore, 'from'>;
  readonly states: Pick<RunStates, 'find'>;
  readonly clock: () => number;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

type LogEvent = AnswerOf<typeof runRoutes.followRunLog>;

const POLL_MILLISECONDS = 700;

/** The log of a person's run. Throws `not_found`. */
export async function openLog(
  parts: FollowLogParts,
  { actor, params, query, signal }: Call<typeof runRoutes.followRunLog>,
): Promise<AsyncGenerator<StreamEvent<LogEvent>>> {
  const key = await parts.keys.open(actor);
  if ((await parts.states.find(actor.userId, params.runId)) === undefined) throw new Problem('not_found');
  return followLog(parts, { user: actor.userId, run: params.runId, key, signal }, query.after);
}

/** A log from after a sequence number on: what is stored, then what comes, then how the run ended. Cut off, the client attaches again where it was. */
async function* followLog(
  { logs, states, clock, pause }: FollowLogParts,
  of: { readonly user: UserId; readonly run: RunId; readonly key: DataKey; readonly signal: AbortSignal },
  after: number,
): AsyncGenerator<StreamEvent<LogEvent>> {
  const until = clock() + LONGEST_CALL_MILLISECONDS;
  let next = after + 1;
  while (clock() < until && !of.signal.aborted) {
    // The state first: a run that had ended before its log was read has no more to say.
    const state = (await states.find(of.user, of.run))?.state;
    for (const { logKey, lines } of await logs.from(of.user, of.key, of.run, next)) {
      const seq = sequenceOf(logKey);
      yield { id: seq, data: { type: 'lines', seq, lines } };
      next = seq + 1;
    }
    if (state === undefined || isOver(state)) {
      yield { data: { type: 'done', state: state ?? 'failed' } };
      return;
    }
    await pause(POLL_MILLISECONDS);
  }
}

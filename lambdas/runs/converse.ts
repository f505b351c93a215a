import type { UserId } from '../../contracts/ids.ts';
import type { runRoutes } from '../../contracts/runs/routes.ts';
import type { LedgerStore } from '../billing/ledger-store.ts';
import type { MachineOwners } from '../machines/owners.ts';
import { askModel, type CallEnd } from '../models/ask-model.ts';
import { chargedFor, settleUse, takenFor } from '../models/charge.ts';
import type { AskModel, Question } from '../models/question.ts';
import { permittedModel, reserveUse, type Use } from '../models/reservation.ts';
import type { RetentionGuard } from '../models/retention-guard.ts';
import { estimatedTokens, mostTokens } from '../models/tokens.ts';
import type { Call } from '../platform/http/call.ts';
import { Problem } from '../platform/http/problem.ts';
import type { StreamEvent } from '../platform/http/stream-endpoint.ts';
import type { RunStates } from './run-state-store.ts';
import { isOver, type Run, type RunId } from './runs.ts';

export interface ConverseParts {
  readonly owners: Pick<MachineOwners, 'of'>;
  readonly guard: Pick<RetentionGuard, 'check'>;
  readonly states: Pick<RunStates, 'find' | 'addingCost'>;
  readonly ledger: LedgerStore;
  readonly ask: AskModel;
}

type ConverseEvent = StreamEvent<Record<string, unknown>>;

/** One model call, paid in advance. */
interface Work {
  readonly user: UserId;
  readonly run: RunId;
  readonly use: Use;
  readonly signal: AbortSignal;
}

/** Refuses what can be refused and pays in advance; then the model's own events pass through. */
export async function openConverse(
  parts: ConverseParts,
  call: Call<typeof runRoutes.converse>,
): Promise<AsyncGenerator<ConverseEvent>> {
  const { instanceId, params, body, now, signal } = call;
  const [account] = await Promise.all([parts.owners.of(instanceId), parts.guard.check(now)]);
  const run = await parts.states.find(account.userId, params.runId);
  if (run === undefined) throw new Problem('not_found');
  if (!isWanted(run)) throw new Problem('conflict', 'The run has ended.');
  const { model, maxTokens, ...asked } = body;
  const text = JSON.stringify(asked);
  const question: unknown = asked;
  const request = {
    customer: account.customerId,
    model: permittedModel(model),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Bedrock checks its own shapes: they go to it as they came
    question: question as Question,
    most: mostTokens(text),
    estimated: estimatedTokens(text),
    maxTokens,
    purpose: 'run' as const,
    of: run.runId,
  };
  const use = await reserveUse(parts.ledger.holds, request, now);
  return pass(parts, { user: account.userId, run: run.runId, use, signal });
}

const isWanted = ({ state }: Pick<Run, 'state'>): boolean => state !== 'stopping' && !isOver(state);

async function* pass(parts: ConverseParts, work: Work): AsyncGenerator<ConverseEvent> {
  const end = yield* askModel<ConverseEvent>(parts.ask, work.use, {
    isWanted: async () => {
      if (work.signal.aborted) return false;
      const run = await parts.states.find(work.user, work.run);
      return run !== undefined && isWanted(run);
    },
    show: (event) => ({ data: { ...event } }),
  });
  if (end.state !== 'answered')
    yield { data: { error: { code: end.state === 'failed' ? end.failure : end.state } } };
  await settle(parts, work, end);
}

/** Charges a call and adds it to the cost of its run in one transaction; one that produced nothing costs nothing. */
async function settle({ ledger, states }: ConverseParts, { user, run, use }: Work, end: CallEnd) {
  const charged = chargedFor(end, use);
  if (charged === undefined) return ledger.holds.release(use.customer, use.hold.holdId);
  const own = states.addingCost(user, run, takenFor(charged, use));
  return settleUse(ledger, use, charged, new Date().toISOString(), own);
}

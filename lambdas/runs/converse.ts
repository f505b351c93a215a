import type { UserId } from '../../contracts/ids.ts';
import type { runRoutes } from '../../contracts/runs/routes.ts';
import type { Model } from '../../policy/models.ts';
import type { LedgerStore } from '../billing/ledger-store.ts';
import type { MachineOwners } from '../machines/owners.ts';
import { askModel, type CallEnd } from '../models/ask-model.ts';
import { chargedFor, settleUse, takenFor } from '../models/charge.ts';
import { permittedModel } from '../models/offer.ts';
import type { AskModel, Question } from '../models/question.ts';
import { reserveUse, type Use } from '../models/reservation.ts';
import type { RetentionGuard } from '../models/retention-guard.ts';
import { effortOf } from '../models/thinking.ts';
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
  /** The models on offer. */
  readonly offered: readonly string[];
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
  const [account, lives] = await Promise.all([parts.owners.of(instanceId), parts.guard.check(now)]);
  const run = await parts.states.find(account.userId, params.runId);
  if (run === undefined) throw new Problem('not_found');
  if (!isWanted(run)) throw new Problem('conflict', 'The run has ended.');
  const { model: id, maxTokens, ...asked } = body;
  const model = permittedModel(parts.offered, lives, id);
  const text = JSON.stringify(asked);
  const most = mostTokens(text);
  refuseWhatItCannot(model, asked.toolConfig, most + maxTokens);
  const question: unknown = { ...asked, effort: effortOf(model, undefined) };
  const request = {
    customer: account.customerId,
    model,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Bedrock checks its own shapes: they go to it as they came
    question: question as Question,
    most,
    estimated: estimatedTokens(text),
    maxTokens,
    purpose: 'run' as const,
    of: run.runId,
  };
  const use = await reserveUse(parts.ledger.holds, request, now);
  return pass(parts, { user: account.userId, run: run.runId, use, signal });
}

/** What a model's card says that it refuses, or charges otherwise: nothing is reserved for it. Throws `invalid_request`. */
function refuseWhatItCannot(
  { forcedTools, contextTokens }: Model,
  toolConfig: Parameters<typeof isForced>[0] | undefined,
  tokens: number,
): void {
  if (!forcedTools && toolConfig !== undefined && isForced(toolConfig))
    throw new Problem('invalid_request', 'This model cannot be made to use a tool.', [
      { pointer: '/toolConfig/toolChoice', reason: 'unsupported' },
    ]);
  if (tokens > contextTokens)
    throw new Problem('invalid_request', `At most ${contextTokens} tokens fit.`, [
      { pointer: '/messages', reason: 'too_long' },
    ]);
}

const isForced = ({ toolChoice }: { readonly toolChoice?: object | undefined }): boolean =>
  toolChoice !== undefined && !('auto' in toolChoice);

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
  // What a model declined it has told itself, by the reason of its end.
  const told = end.state === 'failed' && end.failure === 'model_declined';
  if (end.state !== 'answered' && !told)
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

import type { ConverseStreamCommandInput, ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import type { CustomerId, UserId } from '../../contracts/ids.ts';
import type { runRoutes } from '../../contracts/runs/routes.ts';
import { findModel, type Model, type ModelPrice, priceAt, type RegionGroup } from '../../policy/models.ts';
import { chargeOf, type Reservation } from '../billing/ledger.ts';
import type { LedgerStore } from '../billing/ledger-store.ts';
import { priceOf, type TokenUsage } from '../billing/prices.ts';
import type { MachineOwners } from '../machines/owner-store.ts';
import { converseStream } from '../models/bedrock/model-stream.ts';
import { ModelFault } from '../models/model-fault.ts';
import { reserveFor } from '../models/reservation.ts';
import type { RetentionGuard } from '../models/retention-guard-store.ts';
import { estimatedTokens, mostTokens } from '../models/tokens.ts';
import type { Access } from '../platform/aws/access.ts';
import type { Call } from '../platform/http/call.ts';
import { Problem } from '../platform/http/problem.ts';
import type { StreamEvent } from '../platform/http/stream-endpoint.ts';
import { repeat } from '../platform/repeating.ts';
import type { RunStates } from './run-state-store.ts';
import { isOver, type RunId } from './runs.ts';

/** What a model call of a run needs of the world. */
export interface ConverseParts {
  readonly owners: Pick<MachineOwners, 'of'>;
  readonly guard: Pick<RetentionGuard, 'check'>;
  readonly states: Pick<RunStates, 'find'>;
  readonly runsTable: string;
  readonly ledger: LedgerStore;
  readonly models: Access;
  readonly group: RegionGroup;
}

type Converse = Call<typeof runRoutes.converse>;

/** One model call, paid in advance. */
interface Work {
  readonly user: UserId;
  readonly run: RunId;
  readonly customer: CustomerId;
  readonly model: Model;
  readonly price: ModelPrice;
  readonly hold: Reservation;
  readonly estimatedInput: number;
  readonly input: ConverseStreamCommandInput;
}

const STOP_CHECK_MILLISECONDS = 1000;

/** Refuses what can be refused and pays in advance; then Bedrock's own events pass through. */
export async function openConverse(
  parts: ConverseParts,
  call: Converse,
): Promise<AsyncGenerator<StreamEvent<Record<string, unknown>>>> {
  const { instanceId, params, body, now } = call;
  const [account] = await Promise.all([parts.owners.of(instanceId), parts.guard.check(now)]);
  const run = await parts.states.find(account.userId, params.runId);
  if (run === undefined) throw new Problem('not_found');
  if (isOver(run.state) || run.state === 'stopping') throw new Problem('conflict', 'The run has ended.');
  const model = findModel(body.model);
  if (model === undefined) throw new Problem('model_not_permitted');
  const { model: _model, maxTokens: wantedTokens, ...asked } = body;
  const text = JSON.stringify(asked);
  const price = priceAt(model, new Date(now).toISOString());
  const wanted = {
    model: { maxOutputTokens: Math.min(wantedTokens, model.maxOutputTokens) },
    price,
    inputTokens: mostTokens(text),
    purpose: 'run' as const,
  };
  const { hold, maxTokens } = await reserveFor(parts.ledger.holds, account.customerId, wanted, now);
  const work = {
    user: account.userId,
    run: params.runId,
    customer: account.customerId,
    model,
    price,
    hold,
    estimatedInput: estimatedTokens(text),
  };
  const modelId = model.inferenceProfile[parts.group];
  const input: unknown = { ...asked, modelId, inferenceConfig: { maxTokens } };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Bedrock checks its own shapes: they go to it as they came
  return pass(parts, { ...work, input: input as ConverseStreamCommandInput });
}

async function* pass(parts: ConverseParts, work: Work): AsyncGenerator<StreamEvent<Record<string, unknown>>> {
  const call = new AbortController();
  const watching = repeat(STOP_CHECK_MILLISECONDS, async () => {
    const state = (await parts.states.find(work.user, work.run))?.state;
    if (state === undefined || state === 'stopping' || isOver(state)) call.abort('stopped');
  });
  let usage: TokenUsage | undefined;
  let produced = '';
  try {
    for await (const event of converseStream(parts.models, work.input, call.signal)) {
      usage = usageOf(event) ?? usage;
      produced += textOf(event);
      yield { data: { ...event } };
    }
  } catch (error) {
    yield { data: { error: { code: codeOf(error, call.signal) } } };
  } finally {
    await watching.end();
    await settle(parts, work, usage, produced);
  }
}

const usageOf = ({ metadata }: ConverseStreamOutput): TokenUsage | undefined =>
  metadata?.usage && {
    inputTokens: metadata.usage.inputTokens ?? 0,
    outputTokens: metadata.usage.outputTokens ?? 0,
  };

const textOf = ({ contentBlockDelta }: ConverseStreamOutput): string =>
  contentBlockDelta?.delta?.text ?? contentBlockDelta?.delta?.toolUse?.input ?? '';

const codeOf = (error: unknown, signal: AbortSignal): string => {
  if (signal.aborted) return 'stopped';
  return error instanceof ModelFault ? error.code : 'internal';
};

/** Charges a call and adds it to the cost of its run in one transaction; one that produced nothing costs nothing. */
async function settle(
  { ledger, runsTable }: ConverseParts,
  work: Work,
  usage: TokenUsage | undefined,
  produced: string,
): Promise<void> {
  const { customer, hold, price, model, run, user } = work;
  if (usage === undefined && produced === '') {
    await ledger.holds.release(customer, hold.holdId);
    return;
  }
  const tokens = usage ?? { inputTokens: work.estimatedInput, outputTokens: estimatedTokens(produced) };
  const cost = priceOf(tokens, price);
  const facts = {
    at: new Date().toISOString(),
    of: run,
    model: model.id,
    priceFrom: price.from,
    ...tokens,
    estimated: usage === undefined,
  };
  const settlement = { hold, cost, facts };
  const added = {
    Update: {
      TableName: runsTable,
      Key: { userId: user, runId: run },
      UpdateExpression: 'ADD cost :cost',
      ConditionExpression: 'attribute_exists(runId)',
      ExpressionAttributeValues: { ':cost': chargeOf(hold, cost) },
    },
  };
  const outcome = await ledger.settle(customer, settlement, [added]);
  // The run was deleted meanwhile: what the model did is paid all the same.
  if (typeof outcome === 'object' && outcome.refused === 'own-items')
    await ledger.settle(customer, settlement);
}

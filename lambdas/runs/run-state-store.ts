import * as z from 'zod/mini';
import type { UserId } from '../../contracts/ids.ts';
import { type RunFailure, type RunState, runs } from '../../contracts/runs/stores.ts';
import { isOneOf, setting } from '../platform/dynamo/expressions.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { scanItems } from '../platform/dynamo/scan.ts';
import type { TransactItem } from '../platform/dynamo/transactions.ts';
import { type Run, type RunId, reachedFrom } from './runs.ts';

const readable = z.omit(runs.item, { prompt: true, output: true });
const projection = {
  ProjectionExpression: Object.keys(readable.shape)
    .map((name) => `#${name}`)
    .join(', '),
  ExpressionAttributeNames: Object.fromEntries(Object.keys(readable.shape).map((name) => [`#${name}`, name])),
};

const unfinished = ['queued', 'running', 'stopping'] as const satisfies readonly RunState[];
const isUnfinished = isOneOf(unfinished);

import { openStore, TableStore } from '../platform/dynamo/table.ts';

/** A run without its content: all that control functions ever see of one. */
export type RunFacts = Omit<Run, 'prompt' | 'output'>;

/** States and tokens of runs, for functions that have no data key. */
export class RunStates extends TableStore {
  async find(user: UserId, run: RunId): Promise<RunFacts | undefined> {
    return readItem(runs, readable, await this.getItem({ userId: user, runId: run }, projection));
  }

  /** Notes which workflow waits for the run, and where it runs. A retry with a newer token replaces the old one. */
  async await(user: UserId, run: RunId, taskToken: string, machineId: string): Promise<'moved' | 'conflict'> {
    return this.update(user, run, setting({ taskToken, machineId }, unfinished));
  }

  /** Ends a run that nobody works on any more. */
  async fail(user: UserId, run: RunId, failure: RunFailure, now: number): Promise<'moved' | 'conflict'> {
    const endedAt = new Date(now).toISOString();
    return this.update(user, run, setting({ state: 'failed', failure, endedAt }, reachedFrom.failed));
  }

  /** What a model call adds to the cost of a run, for a transaction; its condition fails where the run was deleted. */
  addingCost(user: UserId, run: RunId, cost: number): TransactItem {
    return {
      Update: {
        TableName: this.table,
        Key: { userId: user, runId: run },
        UpdateExpression: 'ADD cost :cost',
        ConditionExpression: 'attribute_exists(runId)',
        ExpressionAttributeValues: { ':cost': cost },
      },
    };
  }

  /** Every run that has not ended, for the sweep alone: no request waits for the scan. */
  unfinished(): AsyncGenerator<RunFacts> {
    return scanItems(this.db, runs, readable, {
      TableName: this.table,
      ...projection,
      FilterExpression: isUnfinished.ConditionExpression,
      ExpressionAttributeValues: isUnfinished.ExpressionAttributeValues,
    });
  }

  private async update(
    user: UserId,
    run: RunId,
    change: ReturnType<typeof setting>,
  ): Promise<'moved' | 'conflict'> {
    const done = await this.updateItem({ Key: { userId: user, runId: run }, ...change });
    return done.met ? 'moved' : 'conflict';
  }
}

export const openRunStates = (): RunStates => openStore(RunStates, runs);

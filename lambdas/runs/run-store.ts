import type { UserId } from '../../contracts/ids.ts';
import type { RunState } from '../../contracts/runs/stores.ts';
import { runs } from '../../contracts/runs/stores.ts';
import { isOneOf, setting } from '../platform/dynamo/expressions.ts';
import type { PageRequest } from '../platform/dynamo/page.ts';
import { TableStore } from '../platform/dynamo/table.ts';
import type { TransactItem } from '../platform/dynamo/transactions.ts';
import { type DataKey, openItem, sealAttribute, sealItem } from '../platform/keys/sealed-items.ts';
import { type Run, type RunId, reachedFrom } from './runs.ts';

type Change = Readonly<Partial<Pick<Run, 'output' | 'failure' | 'startedAt' | 'endedAt'>>>;

/** An account's runs, prompt and output sealed with its content key. */
export class RunStore extends TableStore {
  /** Newest first: an id begins with its time. */
  async list(user: UserId, key: DataKey, page: PageRequest): Promise<{ items: Run[]; next?: string }> {
    const found = await this.pageOf(user, 'runId', page, { ScanIndexForward: false });
    return { ...found, items: found.items.map((raw) => openItem(runs, key, raw)) };
  }

  async find(user: UserId, key: DataKey, run: RunId): Promise<Run | undefined> {
    const found = await this.getItem({ userId: user, runId: run });
    return found && openItem(runs, key, found);
  }

  /** Stores a new run; one that is there already, from a first attempt, stays as it is. */
  async add(key: DataKey, run: Run): Promise<Run> {
    const written = await this.putItem({
      Item: sealItem(runs, key, run),
      ConditionExpression: 'attribute_not_exists(runId)',
    });
    return (written.met ? undefined : await this.find(run.userId, key, run.runId)) ?? run;
  }

  /** Moves a run to a state where the rules allow it. The key is needed only where an output comes with it. */
  async move(
    user: UserId,
    run: RunId,
    to: RunState,
    what: Change = {},
    key?: DataKey,
  ): Promise<'moved' | 'conflict'> {
    const keys = { userId: user, runId: run };
    const { output, ...plain } = what;
    const sealed =
      output === undefined || key === undefined
        ? {}
        : { output: sealAttribute(runs, key, keys, 'output', output) };
    const change = setting({ state: to, ...plain, ...sealed }, reachedFrom[to]);
    const moved = await this.updateItem({ Key: keys, ...change });
    return moved.met ? 'moved' : 'conflict';
  }

  /** The removal of a run that has ended, for a transaction. */
  deleting(user: UserId, run: RunId): TransactItem {
    return {
      Delete: {
        TableName: this.table,
        Key: { userId: user, runId: run },
        ...isOneOf(['succeeded', 'failed', 'stopped']),
      },
    };
  }
}

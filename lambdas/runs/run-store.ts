import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { UserId } from '../../contracts/ids.ts';
import type { RunState } from '../../contracts/runs/stores.ts';
import { runs } from '../../contracts/runs/stores.ts';
import { isOneOf, setting } from '../platform/dynamo/expressions.ts';
import { conditionally } from '../platform/dynamo/items.ts';
import { type PageRequest, queryPage } from '../platform/dynamo/page.ts';
import type { TransactItem } from '../platform/dynamo/transactions.ts';
import { type DataKey, openItem, sealAttribute, sealItem } from '../platform/keys/sealed-items.ts';
import { type Run, type RunId, reachedFrom } from './runs.ts';

/** What changes with a state. */
type Change = Readonly<Partial<Pick<Run, 'output' | 'failure' | 'startedAt' | 'endedAt'>>>;

/** An account's runs, prompt and output sealed with its content key. */
export class RunStore {
  private readonly db: DynamoDBDocumentClient;
  private readonly table: string;

  constructor(db: DynamoDBDocumentClient, table: string) {
    this.db = db;
    this.table = table;
  }

  /** Newest first: an id begins with its time. */
  async list(user: UserId, key: DataKey, page: PageRequest): Promise<{ items: Run[]; next?: string }> {
    const query = {
      TableName: this.table,
      KeyConditionExpression: 'userId = :user',
      ExpressionAttributeValues: { ':user': user },
      ScanIndexForward: false,
    };
    const found = await queryPage(this.db, query, { partition: { userId: user }, sort: 'runId' }, page);
    return { ...found, items: found.items.map((raw) => openItem(runs, key, raw)) };
  }

  async find(user: UserId, key: DataKey, run: RunId): Promise<Run | undefined> {
    const found = await this.db.send(
      new GetCommand({ TableName: this.table, Key: { userId: user, runId: run }, ConsistentRead: true }),
    );
    return found.Item && openItem(runs, key, found.Item);
  }

  /** Stores a new run; one that is there already, from a first attempt, stays as it is. */
  async add(key: DataKey, run: Run): Promise<Run> {
    const put = new PutCommand({
      TableName: this.table,
      Item: sealItem(runs, key, run),
      ConditionExpression: 'attribute_not_exists(runId)',
    });
    const written = await conditionally(this.db.send(put));
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
    const update = new UpdateCommand({ TableName: this.table, Key: keys, ...change });
    const moved = await conditionally(this.db.send(update));
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

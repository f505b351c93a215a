import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { UserId } from '../../contracts/ids.ts';
import { type ErasureState, erasures } from '../../contracts/privacy/stores.ts';
import { type ItemOf, retentionOf } from '../../contracts/spec/store.ts';
import { periodSeconds } from '../../policy/retention.ts';
import { documents } from '../platform/aws/clients.ts';
import { conditionally, plainItem, readItem } from '../platform/dynamo/items.ts';
import { scanItems } from '../platform/dynamo/scan.ts';
import { env } from '../platform/env.ts';

export type Erasure = ItemOf<typeof erasures>;

/** From which states a state can be reached; every writer asks here. */
const reachedFrom: Readonly<Record<ErasureState, readonly ErasureState[]>> = {
  closing: [],
  waiting: ['closing', 'waiting'],
  restoring: ['waiting', 'restoring'],
  erasing: ['closing', 'waiting', 'erasing'],
  erased: ['erasing', 'erased'],
};

/** Erasures under way and done. */
export class ErasureStore {
  private readonly db: DynamoDBDocumentClient;
  private readonly table: string;

  constructor(db: DynamoDBDocumentClient, table: string) {
    this.db = db;
    this.table = table;
  }

  async find(user: UserId): Promise<Erasure | undefined> {
    const found = await this.db.send(
      new GetCommand({ TableName: this.table, Key: { userId: user }, ConsistentRead: true }),
    );
    return readItem(erasures, erasures.item, found.Item);
  }

  /** The erasure as it is stored: this one, or the one that was asked for before. */
  async add(wanted: Erasure): Promise<Erasure> {
    const put = await conditionally(
      this.db.send(
        new PutCommand({
          TableName: this.table,
          Item: plainItem(erasures, wanted),
          ConditionExpression: 'attribute_not_exists(userId)',
        }),
      ),
    );
    return put.met ? wanted : ((await this.find(wanted.userId)) ?? wanted);
  }

  /** Moves to a state where the rules allow it. */
  async move(user: UserId, to: ErasureState): Promise<'moved' | 'conflict'> {
    const names = reachedFrom[to].map((_from, index) => `:from${index}`);
    return this.update(user, {
      UpdateExpression: 'SET #state = :to',
      ConditionExpression: `#state IN (${names.join(', ')})`,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':to': to,
        ...Object.fromEntries(reachedFrom[to].map((from, index) => [`:from${index}`, from])),
      },
    });
  }

  /** Ends the window now; only while the account waits in it. */
  hasten(user: UserId, nowSeconds: number): Promise<'moved' | 'conflict'> {
    return this.update(user, {
      UpdateExpression: 'SET dueAt = :now',
      ConditionExpression: '#state IN (:closing, :waiting)',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':now': nowSeconds, ':closing': 'closing', ':waiting': 'waiting' },
    });
  }

  /** Notes how much there was in a store, before it is removed: the first count stands, so a killed step loses none. */
  async note(user: UserId, store: string, count: number): Promise<void> {
    await this.update(user, {
      UpdateExpression: 'SET erased.#store = if_not_exists(erased.#store, :count)',
      ConditionExpression: 'attribute_exists(userId)',
      ExpressionAttributeNames: { '#store': store },
      ExpressionAttributeValues: { ':count': count },
    });
  }

  /** Notes when a key was destroyed, once. */
  async noteKey(user: UserId, purpose: 'content' | 'credentials', now: Date): Promise<void> {
    await this.update(user, {
      UpdateExpression: 'SET keysDestroyed.#purpose = if_not_exists(keysDestroyed.#purpose, :now)',
      ConditionExpression: 'attribute_exists(userId)',
      ExpressionAttributeNames: { '#purpose': purpose },
      ExpressionAttributeValues: { ':now': now.toISOString() },
    });
  }

  /** Notes when nothing let the person in any more, once. */
  async fence(user: UserId, now: Date): Promise<void> {
    await this.update(user, {
      UpdateExpression: 'SET fencedAt = if_not_exists(fencedAt, :now)',
      ConditionExpression: 'attribute_exists(userId)',
      ExpressionAttributeValues: { ':now': now.toISOString() },
    });
  }

  /** The last word: bridges and counts go, and the record expires with its receipt. */
  async finish(user: UserId, now: Date): Promise<void> {
    const expiresAt = Math.floor(now.getTime() / 1000) + (periodSeconds(retentionOf(erasures)) ?? 0);
    await this.update(user, {
      UpdateExpression:
        'SET #state = :erased, expiresAt = :expires, erased = :none REMOVE customerId, subjects',
      ConditionExpression: '#state = :erasing',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':erased': 'erased',
        ':erasing': 'erasing',
        ':expires': expiresAt,
        ':none': {},
      },
    });
  }

  /** The account is back: nothing of the erasure stays. */
  async forget(user: UserId): Promise<void> {
    await this.db.send(new DeleteCommand({ TableName: this.table, Key: { userId: user } }));
  }

  /** Every erasure that is not over, for the sweep alone: a scan, a few rows a day, and no request waits for it. */
  unfinished(): AsyncGenerator<Erasure> {
    return scanItems(this.db, erasures, erasures.item, {
      TableName: this.table,
      FilterExpression: '#state <> :erased',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':erased': 'erased' },
    });
  }

  private async update(
    user: UserId,
    change: Pick<
      UpdateCommand['input'],
      'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
    >,
  ): Promise<'moved' | 'conflict'> {
    const done = await conditionally(
      this.db.send(new UpdateCommand({ TableName: this.table, Key: { userId: user }, ...change })),
    );
    return done.met ? 'moved' : 'conflict';
  }
}

/** The erasures of this deployment. */
export const openErasures = (): ErasureStore => new ErasureStore(documents, env(erasures.env));

import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import type { UserId } from '../../../contracts/ids.ts';
import { GENESIS, hashOf } from '../../../contracts/privacy/audit-chain.ts';
import { auditTrail } from '../../../contracts/privacy/stores.ts';
import { type ItemOf, retentionOf } from '../../../contracts/spec/store.ts';
import { periodSeconds } from '../../../policy/retention.ts';
import { documents } from '../aws/clients.ts';
import { waitForTurn } from '../dynamo/contention.ts';
import { plainItem, readItem } from '../dynamo/items.ts';
import { failedConditions, type TransactItem } from '../dynamo/transactions.ts';
import { env } from '../env.ts';

type AuditEvent = ItemOf<typeof auditTrail>;

/** What happened. */
export type Happening = Pick<AuditEvent, 'action' | 'by' | 'of'>;

/** Between a step and its retry other steps may have their say; so many never. */
const RETRIED_WITHIN = 20;

/** The audit trail: one hash chain a subject, appended conditionally. */
export class AuditTrail {
  private readonly db: DynamoDBDocumentClient;
  private readonly table: string;

  constructor(db: DynamoDBDocumentClient, table: string) {
    this.db = db;
    this.table = table;
  }

  /**
   * Does an act and appends the event of it, both or neither: a function killed at any point leaves no act without its
   * event. `refused` where the act's own condition does not hold. Throws `AccountBusy`.
   */
  async record(
    user: UserId,
    what: Happening,
    act: TransactItem,
    now = Date.now(),
  ): Promise<'recorded' | 'refused'> {
    for (let attempt = 1; ; attempt++) {
      const [last] = await this.recent(user, 1);
      const event = await this.putting(user, last, what, now);
      try {
        await this.db.send(new TransactWriteCommand({ TransactItems: [act, { Put: event }] }));
        return 'recorded';
      } catch (error) {
        if (failedConditions(error).includes(0)) return 'refused';
        await waitForTurn(attempt, error);
      }
    }
  }

  /**
   * Appends an event of what no single write does. With `once`, for steps that are retried, nothing when it is among
   * the last ones already. Throws `AccountBusy`.
   */
  async append(user: UserId, what: Happening, { once = false, now = Date.now() } = {}): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const recent = await this.recent(user, once ? RETRIED_WITHIN : 1);
      if (once && recent.some((event) => isSame(event, what))) return;
      try {
        await this.db.send(new PutCommand(await this.putting(user, recent[0], what, now)));
        return;
      } catch (error) {
        if (!hasMet(error)) throw error;
        await waitForTurn(attempt, error);
      }
    }
  }

  /** The first event of a new account, for the transaction that makes it. */
  async beginning(user: UserId, what: Happening, now: number): Promise<TransactItem> {
    return { Put: await this.putting(user, undefined, what, now) };
  }

  /** The newest events, the last one first. */
  private async recent(user: UserId, count: number): Promise<AuditEvent[]> {
    const found = await this.db.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'userId = :user',
        ExpressionAttributeValues: { ':user': user },
        ScanIndexForward: false,
        Limit: count,
        ConsistentRead: true,
      }),
    );
    return (found.Items ?? []).flatMap((raw) => readItem(auditTrail, auditTrail.item, raw) ?? []);
  }

  private async putting(user: UserId, last: AuditEvent | undefined, what: Happening, now: number) {
    return {
      TableName: this.table,
      Item: plainItem(auditTrail, await next(user, last, what, now)),
      ConditionExpression: 'attribute_not_exists(#sequence)',
      ExpressionAttributeNames: { '#sequence': 'sequence' },
    };
  }
}

/** Another event took the place in the chain, or is just taking it. */
const hasMet = (error: unknown): boolean =>
  error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException;

const isSame = (last: AuditEvent, what: Happening): boolean =>
  last.action === what.action && last.of === what.of && last.by === what.by;

async function next(
  userId: UserId,
  last: AuditEvent | undefined,
  what: Happening,
  now: number,
): Promise<AuditEvent> {
  const event = {
    userId,
    sequence: (last?.sequence ?? -1) + 1,
    at: new Date(now).toISOString(),
    ...what,
    previous: last?.hash ?? GENESIS,
  };
  const expiresAt = Math.floor(now / 1000) + (periodSeconds(retentionOf(auditTrail)) ?? 0);
  return { ...event, hash: await hashOf(event), expiresAt };
}

/** The trail of this deployment. */
export const openAudit = (): AuditTrail => new AuditTrail(documents, env(auditTrail.env));

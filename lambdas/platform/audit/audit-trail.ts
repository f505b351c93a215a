import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { GENESIS, hashOf } from '../../../contracts/audit-chain.ts';
import type { UserId } from '../../../contracts/ids.ts';
import { auditTrail } from '../../../contracts/privacy.ts';
import { type ItemOf, retentionOf } from '../../../contracts/spec/store.ts';
import { periodSeconds } from '../../../policy/retention.ts';
import { documents } from '../aws/clients.ts';
import { conditionally, plainItem, readItem } from '../dynamo/items.ts';
import { env } from '../env.ts';

type AuditEvent = ItemOf<typeof auditTrail>;

/** What happened. */
export type Happening = Pick<AuditEvent, 'action' | 'by' | 'of'>;

/** Appends that meet each other try again; so many at once on one account would be an attack, not use. */
const ATTEMPTS = 8;
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
   * Appends an event. With `once`, for steps that are retried, nothing when it is among the last ones already. Throws
   * when it never gets its turn.
   */
  async append(user: UserId, what: Happening, { once = false, now = Date.now() } = {}): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const recent = await this.recent(user, once ? RETRIED_WITHIN : 1);
      if (once && recent.some((event) => isSame(event, what))) return;
      if (await this.put(await next(user, recent[0], what, now))) return;
    }
    throw new Error('the audit trail was busy for too long');
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

  private async put(event: AuditEvent): Promise<boolean> {
    const put = new PutCommand({
      TableName: this.table,
      Item: plainItem(auditTrail, event),
      ConditionExpression: 'attribute_not_exists(#sequence)',
      ExpressionAttributeNames: { '#sequence': 'sequence' },
    });
    return (await conditionally(this.db.send(put))).met;
  }
}

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

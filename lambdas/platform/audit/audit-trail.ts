import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { UserId } from '../../../contracts/ids.ts';
import { auditTrail } from '../../../contracts/privacy.ts';
import { retentionOf } from '../../../contracts/spec/store.ts';
import { periodSeconds } from '../../../policy/retention.ts';
import { documents } from '../aws/clients.ts';
import { conditionally, plainItem, readItem } from '../dynamo/items.ts';
import { env } from '../env.ts';
import { type AuditEvent, GENESIS, hashOf } from './audit-chain.ts';

/** What happened. */
export type Happening = Pick<AuditEvent, 'action' | 'by' | 'of'>;

/** Appends that meet each other try again; so many at once on one account would be an attack, not use. */
const ATTEMPTS = 8;

/** The audit trail: one hash chain a subject, appended conditionally. */
export class AuditTrail {
  private readonly db: DynamoDBDocumentClient;
  private readonly table: string;

  constructor(db: DynamoDBDocumentClient, table: string) {
    this.db = db;
    this.table = table;
  }

  /** Appends an event. With `once`, for steps that are retried, nothing when it is the last one already. Throws when it never gets its turn. */
  async append(user: UserId, what: Happening, { once = false, now = Date.now() } = {}): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const last = await this.last(user);
      if (once && last !== undefined && isSame(last, what)) return;
      if (await this.put(next(user, last, what, now))) return;
    }
    throw new Error('the audit trail was busy for too long');
  }

  private async last(user: UserId): Promise<AuditEvent | undefined> {
    const found = await this.db.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'userId = :user',
        ExpressionAttributeValues: { ':user': user },
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      }),
    );
    return readItem(auditTrail, auditTrail.item, found.Items?.[0]);
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

function next(userId: UserId, last: AuditEvent | undefined, what: Happening, now: number): AuditEvent {
  const event = {
    userId,
    sequence: (last?.sequence ?? -1) + 1,
    at: new Date(now).toISOString(),
    ...what,
    previous: last?.hash ?? GENESIS,
  };
  const expiresAt = Math.floor(now / 1000) + (periodSeconds(retentionOf(auditTrail)) ?? 0);
  return { ...event, hash: hashOf(event), expiresAt };
}

/** The trail of this deployment. */
export const openAudit = (): AuditTrail => new AuditTrail(documents, env(auditTrail.env));

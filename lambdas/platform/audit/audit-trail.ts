import { randomBytes } from 'node:crypto';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { UserId } from '../../../contracts/ids.ts';
import { GENESIS, hashOf, hashOfDetails } from '../../../contracts/privacy/audit-chain.ts';
import { auditDetails, auditTrail } from '../../../contracts/privacy/stores.ts';
import { type ItemOf, retentionOf, type TableSpec } from '../../../contracts/spec/store.ts';
import { periodSeconds } from '../../../policy/retention.ts';
import { documents } from '../aws/clients.ts';
import { waitForTurn } from '../dynamo/contention.ts';
import { plainItem, readItem } from '../dynamo/items.ts';
import { failedConditions, type TransactItem } from '../dynamo/transactions.ts';
import { env } from '../env.ts';

type AuditEvent = ItemOf<typeof auditTrail>;
type AuditDetails = ItemOf<typeof auditDetails>;

/** What happened. */
export type Happening = Pick<AuditEvent, 'action' | 'by'> & Pick<AuditDetails, 'of'>;

/** Physical names of the two tables. */
export interface AuditTables {
  readonly trail: string;
  readonly details: string;
}

/** Between a step and its retry other steps may have their say; so many never. */
const RETRIED_WITHIN = 20;
const DAY_CHARS = '2026-11-23'.length;
const SALT_BYTES = 16;

/** The audit trail: one hash chain a subject, appended conditionally; instants and ids lie beside it and go with the account. */
export class AuditTrail {
  private readonly db: DynamoDBDocumentClient;
  private readonly tables: AuditTables;

  constructor(db: DynamoDBDocumentClient, tables: AuditTables) {
    this.db = db;
    this.tables = tables;
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
      const failure = await this.write([act, ...(await this.putting(user, last, what, now))]);
      if (failure === undefined) return 'recorded';
      if (failedConditions(failure).includes(0)) return 'refused';
      await waitForTurn(attempt, failure);
    }
  }

  /**
   * Appends an event of what no single write does. With `once`, for steps that are retried, nothing when it is among
   * the last ones already. Throws `AccountBusy`.
   */
  async append(user: UserId, what: Happening, { once = false, now = Date.now() } = {}): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const recent = await this.recent(user, once ? RETRIED_WITHIN : 1);
      if (once && (await this.isAmong(user, recent, what))) return;
      const failure = await this.write(await this.putting(user, recent[0], what, now));
      if (failure === undefined) return;
      await waitForTurn(attempt, failure);
    }
  }

  /** The first event of a new account, for the transaction that makes it. */
  async beginning(user: UserId, what: Happening, now: number): Promise<TransactItem[]> {
    return this.putting(user, undefined, what, now);
  }

  /** The newest events, the last one first. */
  private async recent(user: UserId, count: number): Promise<AuditEvent[]> {
    const found = await this.newest(this.tables.trail, user, count);
    return found.flatMap((raw) => readItem(auditTrail, auditTrail.item, raw) ?? []);
  }

  private async isAmong(user: UserId, recent: readonly AuditEvent[], what: Happening): Promise<boolean> {
    const found = await this.newest(this.tables.details, user, RETRIED_WITHIN);
    const details = found.flatMap((raw) => readItem(auditDetails, auditDetails.item, raw) ?? []);
    const ofThat = (event: AuditEvent) => details.find(({ sequence }) => sequence === event.sequence)?.of;
    return recent.some(
      (event) => event.action === what.action && event.by === what.by && ofThat(event) === what.of,
    );
  }

  private async newest(table: string, user: UserId, count: number) {
    const { Items = [] } = await this.db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'userId = :user',
        ExpressionAttributeValues: { ':user': user },
        ScanIndexForward: false,
        Limit: count,
        ConsistentRead: true,
      }),
    );
    return Items;
  }

  private async putting(user: UserId, last: AuditEvent | undefined, what: Happening, now: number) {
    const { event, details } = await next(user, last, what, now);
    return [
      put(this.tables.trail, auditTrail, event),
      ...(details === undefined ? [] : [put(this.tables.details, auditDetails, details)]),
    ];
  }

  /** Nothing when it was done, else the cancelled transaction: another event took the place in the chain, or is just taking it. */
  private async write(TransactItems: TransactItem[]): Promise<TransactionCanceledException | undefined> {
    try {
      await this.db.send(new TransactWriteCommand({ TransactItems }));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      failedConditions(error);
      return error;
    }
  }
}

const put = (table: string, spec: TableSpec, item: Readonly<Record<string, unknown>>): TransactItem => ({
  Put: {
    TableName: table,
    Item: plainItem(spec, item),
    ConditionExpression: 'attribute_not_exists(#sequence)',
    ExpressionAttributeNames: { '#sequence': 'sequence' },
  },
});

/** The next event, and what goes with the account; the last event is written when that is gone, so it has none. */
async function next(userId: UserId, last: AuditEvent | undefined, what: Happening, now: number) {
  const { of, ...kept } = what;
  const at = new Date(now).toISOString();
  const on = at.slice(0, DAY_CHARS);
  const sequence = (last?.sequence ?? -1) + 1;
  // From the day's beginning: the second would say when it was.
  const expiresAt = Date.parse(on) / 1000 + (periodSeconds(retentionOf(auditTrail)) ?? 0);
  const salt = randomBytes(SALT_BYTES).toString('hex');
  const details =
    what.action === 'account.erased' ? undefined : { userId, sequence, salt, at, of, expiresAt };
  const event = {
    ...{ userId, sequence, on, ...kept, previous: last?.hash ?? GENESIS },
    ...(details === undefined ? {} : { details: await hashOfDetails(details) }),
  };
  return { event: { ...event, hash: await hashOf(event), expiresAt }, details };
}

/** The trail of this deployment. */
export const openAudit = (): AuditTrail =>
  new AuditTrail(documents, { trail: env(auditTrail.env), details: env(auditDetails.env) });

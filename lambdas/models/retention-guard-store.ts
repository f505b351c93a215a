import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { readings } from '../../contracts/platform/stores.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';
import { type RegionGroup, regionGroups } from '../../policy/models.ts';
import { documents } from '../platform/aws/clients.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { env } from '../platform/env.ts';
import { Problem } from '../platform/http/problem.ts';

export type Reading = ItemOf<typeof readings>;

/** Readings are taken each quarter of an hour: several may fail. An older one confirms nothing. */
const READING_SECONDS = 2 * 60 * 60;
/** For so long may a running function trust a good reading without looking again. A bad one is read again each time. */
const TRUST_SECONDS = 60;

/** Whether zero retention is confirmed in every Region to which a model call may go (A22). */
export function isConfirmed(found: readonly Reading[], regions: readonly string[], now: number): boolean {
  const confirmed = found.filter(
    ({ subject, good, at }) =>
      subject === 'retention-mode' && good && Date.parse(at) > now - READING_SECONDS * 1000,
  );
  return regions.length > 0 && regions.every((region) => confirmed.some(({ of }) => of === region));
}

/** Stands before every model call. */
export class RetentionGuard {
  private readonly db: DynamoDBDocumentClient;
  private readonly table: string;
  private readonly regions: readonly string[];
  private trustedUntil = 0;

  constructor(db: DynamoDBDocumentClient, table: string, regions: readonly string[]) {
    this.db = db;
    this.table = table;
    this.regions = regions;
  }

  /** Throws `retention_guard` unless zero retention is confirmed. */
  async check(now: number): Promise<void> {
    if (now < this.trustedUntil) return;
    const { Items = [] } = await this.db.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'subject = :subject',
        ExpressionAttributeValues: { ':subject': 'retention-mode' },
        ConsistentRead: true,
      }),
    );
    const found = Items.flatMap((raw) => readItem(readings, readings.item, raw, now) ?? []);
    if (!isConfirmed(found, this.regions, now)) throw new Problem('retention_guard');
    this.trustedUntil = now + TRUST_SECONDS * 1000;
  }
}

/** The group of Regions that this deployment's model calls stay in. */
export function modelRegionGroup(): RegionGroup {
  const group = env('MODEL_REGION_GROUP');
  if (group === 'us' || group === 'eu') return group;
  throw new Error('unknown group of Regions');
}

/** The guard of this deployment. */
export const openRetentionGuard = (): RetentionGuard =>
  new RetentionGuard(documents, env(readings.env), regionGroups[modelRegionGroup()]);

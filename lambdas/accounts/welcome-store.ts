import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { addressHashes } from '../../contracts/accounts/stores.ts';
import { retentionOf } from '../../contracts/spec/store.ts';
import { days, periodSeconds } from '../../policy/retention.ts';
import { welcomesADay } from '../../policy/welcome.ts';
import { mailboxOf } from '../platform/address.ts';
import { type HashUse, hashOfAddress } from '../platform/address-hash.ts';
import { documents } from '../platform/aws/clients.ts';
import { plainItem, readItem } from '../platform/dynamo/items.ts';
import { TableStore } from '../platform/dynamo/table.ts';
import type { TransactItem } from '../platform/dynamo/transactions.ts';
import { env } from '../platform/env.ts';
import { SCHEMA_VERSION } from '../platform/keys/sealed-items.ts';

const DAY_CHARS = '2026-11-23'.length;
const MONTH_CHARS = '2026-11'.length;
const keptSeconds = periodSeconds(retentionOf(addressHashes)) ?? 0;

/** For which addresses welcome credits were given, and for how many of a domain today. */
export class WelcomeStore extends TableStore {
  private readonly hash: typeof hashOfAddress;

  constructor(db: DynamoDBDocumentClient, table: string, hash: typeof hashOfAddress) {
    super(db, table);
    this.hash = hash;
  }

  /**
   * The items that claim the welcome of an address, for the transaction that gives it; nothing where it was given before
   * or its domain has had its share of the day. Two that meet: the second transaction fails, and the next attempt finds out.
   */
  async claim(address: string, now: number): Promise<TransactItem[] | undefined> {
    const mailbox = mailboxOf(address);
    const day = new Date(now).toISOString().slice(0, DAY_CHARS);
    const most = welcomesADay(mailbox.domain);
    const [own, domain] = await Promise.all([
      this.hash('welcome', mailbox.address),
      this.hash('welcomes-of-a-day', `${day} ${mailbox.domain}`),
    ]);
    const [given, today] = await Promise.all([
      this.find(own, 'welcome'),
      this.find(domain, 'welcomes-of-a-day'),
    ]);
    if (given !== undefined || (today?.count ?? 0) >= most) return undefined;
    return [this.marking(own, day), this.counting(domain, day, most)];
  }

  private async find(hash: string, use: HashUse) {
    return readItem(addressHashes, addressHashes.item, await this.getItem({ hash, use }));
  }

  /** It goes two years after its month began: the second would say when the account was made. */
  private marking(hash: string, day: string): TransactItem {
    const expiresAt = Date.parse(day.slice(0, MONTH_CHARS)) / 1000 + keptSeconds;
    return {
      Put: {
        TableName: this.table,
        Item: plainItem(addressHashes, { hash, use: 'welcome', expiresAt }),
        ConditionExpression: 'attribute_not_exists(#hash)',
        ExpressionAttributeNames: { '#hash': 'hash' },
      },
    };
  }

  private counting(hash: string, day: string, most: number): TransactItem {
    return {
      Update: {
        TableName: this.table,
        Key: { hash, use: 'welcomes-of-a-day' satisfies HashUse },
        UpdateExpression: 'SET expiresAt = :until, v = :v ADD #count :one',
        ConditionExpression: 'attribute_not_exists(#count) OR #count < :most',
        ExpressionAttributeNames: { '#count': 'count' },
        ExpressionAttributeValues: {
          ':until': Date.parse(day) / 1000 + days(2).seconds,
          ':v': SCHEMA_VERSION,
          ':one': 1,
          ':most': most,
        },
      },
    };
  }
}

export const openWelcomes = (): WelcomeStore =>
  new WelcomeStore(documents, env(addressHashes.env), hashOfAddress);

import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { balances, ledger } from '../../contracts/billing/stores.ts';
import type { CustomerId } from '../../contracts/ids.ts';
import { documents } from '../platform/aws/clients.ts';
import { waitForTurn } from '../platform/dynamo/contention.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { type PageRequest, queryPage } from '../platform/dynamo/page.ts';
import { failedConditions, type TransactItem } from '../platform/dynamo/transactions.ts';
import { env } from '../platform/env.ts';
import { openSealed } from '../platform/keys/sealed-items.ts';
import { HoldStore } from './hold-store.ts';
import { emptyBalance, grant, type Refused, type SettleRefusal, settle } from './ledger.ts';
import {
  type Grant,
  grantItems,
  type LedgerEntry,
  type LedgerTables,
  openingItems,
  type Purse,
  type Settlement,
  sealingKey,
  settleItems,
} from './ledger-items.ts';

/** A retry comes at once, within minutes from a workflow, within three days from whoever delivers again until it is heard. */
const RETRIED_WITHIN_MS = 3 * 24 * 60 * 60 * 1000;

/** Movements of credits: each one a transaction of its ledger entry and the balance. */
export class LedgerStore {
  /** What needs the balances alone: reserve, release, read. */
  readonly holds: HoldStore;
  private readonly db: DynamoDBDocumentClient;
  private readonly tables: LedgerTables;

  constructor(db: DynamoDBDocumentClient, tables: LedgerTables) {
    this.db = db;
    this.tables = tables;
    this.holds = new HoldStore(db, tables.balances);
  }

  /**
   * One transaction of ledger entry, balance and what else must be true together (`own`). Where a condition fails,
   * `already` means that the whole transaction, with the caller's items, has happened before.
   */
  async settle(
    customer: CustomerId,
    settlement: Settlement,
    own: readonly TransactItem[] = [],
  ): Promise<'settled' | 'already' | SettleRefusal | Refused<'own-items'>> {
    let ownFailed = false;
    for (let attempt = 1; ; attempt++) {
      const purse = await this.holds.find(customer);
      if (purse === undefined) return { refused: 'no-hold' };
      const { decision } = settle(purse, settlement, await this.isSettled(purse, settlement));
      if (decision !== 'settled') return decision;
      if (ownFailed) return { refused: 'own-items' };
      const parts = settleItems(this.tables, purse, settlement);
      const failures = await this.write([...parts, ...own], attempt);
      if (failures === undefined) return decision;
      ownFailed = failures.some((index) => index >= parts.length);
    }
  }

  /** The first balance of a customer, for a transaction of the caller's own. */
  openingParts(customer: CustomerId, given?: Grant): TransactItem[] {
    return openingItems(this.tables, customer, given);
  }

  async grant(customer: CustomerId, given: Grant): Promise<'granted' | 'already'> {
    for (let attempt = 1; ; attempt++) {
      const purse = await this.holds.find(customer);
      const recorded = purse !== undefined && (await this.isRecorded(purse, given.once, given.facts.at));
      const { decision } = grant(purse ?? emptyBalance, given.amount, recorded);
      if (decision !== 'granted') return decision;
      const items = purse ? grantItems(this.tables, purse, given) : this.openingParts(customer, given);
      if ((await this.write(items, attempt)) === undefined) return decision;
    }
  }

  /** Movements, newest first, as they were written. */
  async list(customer: CustomerId, page: PageRequest): Promise<{ items: LedgerEntry[]; next?: string }> {
    const purse = await this.holds.find(customer);
    return purse === undefined ? { items: [] } : this.pageOf(purse, page);
  }

  private async pageOf(purse: Purse, page: PageRequest): Promise<{ items: LedgerEntry[]; next?: string }> {
    const query = {
      TableName: this.tables.ledger,
      KeyConditionExpression: 'customerId = :customer',
      ExpressionAttributeValues: { ':customer': purse.customerId },
      ScanIndexForward: false,
      ConsistentRead: true,
    };
    const keys = { partition: { customerId: purse.customerId }, sort: 'entry' };
    const found = await queryPage(this.db, query, keys, page);
    const key = sealingKey(purse);
    const open = (raw: Record<string, unknown>) =>
      readItem(ledger, ledger.item, openSealed(ledger, key, raw));
    return { ...found, items: found.items.flatMap((raw) => open(raw) ?? []) };
  }

  /** The balance was read before: a hold that is missing there, and here too, later, was given back, not settled in between. */
  private async isSettled(purse: Purse, { hold: { holdId }, facts }: Settlement): Promise<boolean> {
    return purse.holds[holdId] === undefined && this.isRecorded(purse, holdId, facts.at);
  }

  /** Whether a movement is written. It looks only as far back as a retry may come late. */
  private async isRecorded(purse: Purse, once: string, at: string): Promise<boolean> {
    const since = new Date(Date.parse(at) - RETRIED_WITHIN_MS).toISOString();
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await this.pageOf(purse, { limit: 100, cursor });
      if (page.items.some((item) => item.once === once)) return true;
      cursor = page.next;
      more = cursor !== undefined && page.items.every((item) => item.at >= since);
    }
    return false;
  }

  /** Nothing when it was done, else whose conditions did not hold: then it has waited for its turn. */
  private async write(items: TransactItem[], attempt: number): Promise<readonly number[] | undefined> {
    try {
      await this.db.send(new TransactWriteCommand({ TransactItems: items }));
      return undefined;
    } catch (error) {
      const failures = failedConditions(error);
      await waitForTurn(attempt, error);
      return failures;
    }
  }
}

export const openLedger = (): LedgerStore =>
  new LedgerStore(documents, { balances: env(balances.env), ledger: env(ledger.env) });

import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { balances, ledger } from '../../contracts/billing/stores.ts';
import type { CustomerId } from '../../contracts/ids.ts';
import { documents } from '../platform/aws/clients.ts';
import { waitForTurn } from '../platform/dynamo/contention.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { type PageRequest, queryPage } from '../platform/dynamo/page.ts';
import { failedConditions, type TransactItem } from '../platform/dynamo/transactions.ts';
import { env } from '../platform/env.ts';
import { HoldStore } from './hold-store.ts';
import { type Balance, entryIdFor, grant, type Refused, type SettleRefusal, settle } from './ledger.ts';
import {
  type Grant,
  grantItems,
  type LedgerEntry,
  type LedgerTables,
  type Settlement,
  settleItems,
} from './ledger-items.ts';

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

  /** The items of a settlement, for a transaction of the caller's own. `settle` is that transaction with its answers. */
  settleParts(customer: CustomerId, settlement: Settlement): TransactItem[] {
    return settleItems(this.tables, customer, settlement);
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
    const parts = this.settleParts(customer, settlement);
    return this.transact([...parts, ...own], 'settled', async (failures) => {
      const { recorded, balance } = await this.stateOf(customer, entryIdFor(settlement.hold.holdId));
      const { decision } = settle(balance, settlement, recorded);
      if (decision !== 'settled') return decision;
      return failures.some((index) => index >= parts.length) ? { refused: 'own-items' as const } : decision;
    });
  }

  /** The items of a grant, for a transaction of the caller's own. */
  grantParts(customer: CustomerId, given: Grant): TransactItem[] {
    return grantItems(this.tables, customer, given);
  }

  async grant(customer: CustomerId, given: Grant): Promise<'granted' | 'already'> {
    return this.transact(this.grantParts(customer, given), 'granted', async () => {
      const { recorded, balance } = await this.stateOf(customer, given.entryId);
      return grant(balance, given.amount, recorded).decision;
    });
  }

  /** Movements, newest first by when they began: an entry's id is its hold's, so a use that ends late stands where it started. */
  async list(customer: CustomerId, page: PageRequest): Promise<{ items: LedgerEntry[]; next?: string }> {
    const query = {
      TableName: this.tables.ledger,
      KeyConditionExpression: 'customerId = :customer',
      ExpressionAttributeValues: { ':customer': customer },
      ScanIndexForward: false,
    };
    const keys = { partition: { customerId: customer }, sort: 'entryId' };
    const found = await queryPage(this.db, query, keys, page);
    return { ...found, items: found.items.flatMap((raw) => readItem(ledger, ledger.item, raw) ?? []) };
  }

  private async stateOf(
    customer: CustomerId,
    entryId: string,
  ): Promise<{ recorded: boolean; balance: Balance }> {
    // The balance first: where the hold is missing there and the entry too, later, it was given back, not settled in between.
    const balance = await this.holds.read(customer);
    const entry = await this.db.send(
      new GetCommand({
        TableName: this.tables.ledger,
        Key: { customerId: customer, entryId },
        ProjectionExpression: 'entryId',
        ConsistentRead: true,
      }),
    );
    return { recorded: entry.Item !== undefined, balance };
  }

  /** `done`, or what `judge` finds after a failed condition. When that is `done` again, the state has moved on: try again. */
  private async transact<Done extends string, Other>(
    items: TransactItem[],
    done: Done,
    judge: (failures: readonly number[]) => Promise<Done | Other>,
  ): Promise<Done | Other> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.db.send(new TransactWriteCommand({ TransactItems: items }));
        return done;
      } catch (error) {
        const decision = await judge(failedConditions(error));
        if (decision !== done) return decision;
        await waitForTurn(attempt, error);
      }
    }
  }
}

export const openLedger = (): LedgerStore =>
  new LedgerStore(documents, { balances: env(balances.env), ledger: env(ledger.env) });

import { setTimeout as pause } from 'node:timers/promises';
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateScan,
  TransactWriteCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { balances, ledger } from '../../contracts/billing.ts';
import type { CustomerId } from '../../contracts/ids.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { type PageRequest, queryPage } from '../platform/dynamo/page.ts';
import {
  type Balance,
  entryIdFor,
  expire,
  grant,
  nothing,
  type Refused,
  type Reservation,
  type ReserveRefusal,
  release,
  reserve,
  type SettleRefusal,
  settle,
} from './ledger.ts';
import {
  type Grant,
  giveBackUpdate,
  grantItems,
  type LedgerEntry,
  type LedgerTables,
  reserveUpdate,
  type Settlement,
  settleItems,
  type TransactItem,
} from './ledger-items.ts';

/** Two writes to one account at a time: one waits 20, 40, 80 … ms at most, 3 s in all, before it gives up. */
const ATTEMPTS = 9;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

/** A write that met other writes to the same account for too long. Nothing happened; a retry is safe. */
export class LedgerBusy extends Error {
  override readonly name = 'LedgerBusy';
}

/**
 * Balances and their ledger. The conditions in the expressions are those of the rules in `ledger.ts`; where one fails,
 * the rule itself says why, from the item as DynamoDB saw it.
 */
export class LedgerStore {
  readonly #db: DynamoDBDocumentClient;
  readonly #tables: LedgerTables;

  constructor(db: DynamoDBDocumentClient, tables: LedgerTables) {
    this.#db = db;
    this.#tables = tables;
  }

  async read(customer: CustomerId): Promise<Balance> {
    const found = await this.#db.send(
      new GetCommand({
        TableName: this.#tables.balances,
        Key: { customerId: customer },
        ConsistentRead: true,
      }),
    );
    return parseBalance(found.Item);
  }

  /** One write unit. */
  async reserve(customer: CustomerId, wanted: Reservation): Promise<'reserved' | ReserveRefusal> {
    const failed = await this.#update(reserveUpdate(this.#tables.balances, customer, wanted));
    return failed ? reserve(failed, wanted).decision : 'reserved';
  }

  /** One write unit. */
  async release(customer: CustomerId, holdId: string): Promise<'released' | 'already'> {
    const failed = await this.#update(giveBackUpdate(this.#tables.balances, customer, holdId));
    return failed ? release(failed, holdId).decision : 'released';
  }

  /** One write unit. */
  async expire(
    customer: CustomerId,
    holdId: string,
    nowSeconds: number,
  ): Promise<'expired' | 'already' | Refused<'not-due'>> {
    const failed = await this.#update(giveBackUpdate(this.#tables.balances, customer, holdId, nowSeconds));
    return failed ? expire(failed, holdId, nowSeconds).decision : 'expired';
  }

  /** The items of a settlement, for a transaction of the caller's own. `settle` is that transaction with its answers. */
  settleParts(customer: CustomerId, settlement: Settlement): TransactItem[] {
    return settleItems(this.#tables, customer, settlement);
  }

  /**
   * One transaction of ledger entry, balance and what else must be true together (`own`). Where its condition fails,
   * `already` means that the whole transaction, with the caller's items, has happened before.
   */
  async settle(
    customer: CustomerId,
    settlement: Settlement,
    own: readonly TransactItem[] = [],
  ): Promise<'settled' | 'already' | SettleRefusal | Refused<'own-items'>> {
    const parts = this.settleParts(customer, settlement);
    return this.#transact([...parts, ...own], 'settled', async (failures) => {
      const { recorded, balance } = await this.#stateOf(customer, entryIdFor(settlement.hold.holdId));
      const { decision } = settle(balance, settlement, recorded);
      if (decision !== 'settled') return decision;
      return failures.some((index) => index >= parts.length) ? { refused: 'own-items' as const } : decision;
    });
  }

  async grant(customer: CustomerId, given: Grant): Promise<'granted' | 'already'> {
    return this.#transact(grantItems(this.#tables, customer, given), 'granted', async () => {
      const { recorded, balance } = await this.#stateOf(customer, given.entryId);
      return grant(balance, given.amount, recorded).decision;
    });
  }

  /** The credits that a new account starts with: once for each customer, however often it is asked. */
  grantWelcome(customer: CustomerId, amount: number, at: Date): Promise<'granted' | 'already'> {
    const facts = { at: at.toISOString(), of: customer };
    return this.grant(customer, { entryId: entryIdFor(customer), amount, kind: 'welcome', facts });
  }

  /**
   * Movements, newest first by when they began: an entry's id is its hold's, so a use that ends late stands where it started.
   */
  async list(customer: CustomerId, page: PageRequest): Promise<{ items: LedgerEntry[]; next?: string }> {
    const found = await queryPage(
      this.#db,
      {
        TableName: this.#tables.ledger,
        KeyConditionExpression: 'customerId = :customer',
        ExpressionAttributeValues: { ':customer': customer },
        ScanIndexForward: false,
      },
      { partition: { customerId: customer }, sort: 'entryId' },
      page,
    );
    return { ...found, items: found.items.flatMap((raw) => readItem(ledger, ledger.item, raw) ?? []) };
  }

  /**
   * Everybody with open holds, for the sweeper alone. A scan, because an index by `until` would make each reservation
   * and settlement dearer (a write unit each, millions a day) to save what a sweep costs: a million balances of 300
   * bytes are 37,000 read units, half a cent, and no request waits for it.
   */
  async *holders(): AsyncGenerator<{ customer: CustomerId; balance: Balance }> {
    const pages = paginateScan(
      { client: this.#db },
      {
        TableName: this.#tables.balances,
        FilterExpression: 'size(holds) > :none',
        ExpressionAttributeValues: { ':none': 0 },
      },
    );
    for await (const { Items = [] } of pages) {
      for (const raw of Items) {
        const item = readItem(balances, balances.item, raw);
        if (item) yield { customer: item.customerId, balance: item };
      }
    }
  }

  async #stateOf(customer: CustomerId, entryId: string): Promise<{ recorded: boolean; balance: Balance }> {
    // The balance first: where the hold is missing there and the entry too, later, it was given back, not settled in between.
    const balance = await this.read(customer);
    const entry = await this.#db.send(
      new GetCommand({
        TableName: this.#tables.ledger,
        Key: { customerId: customer, entryId },
        ProjectionExpression: 'entryId',
        ConsistentRead: true,
      }),
    );
    return { recorded: entry.Item !== undefined, balance };
  }

  /** Nothing when it was done, else the balance that did not meet the condition. */
  async #update(input: UpdateCommandInput): Promise<Balance | undefined> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#db.send(new UpdateCommand(input));
        return undefined;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) {
          return parseBalance(error.Item && unmarshall(error.Item));
        }
        if (!(error instanceof TransactionConflictException)) throw error;
        await waitFor(attempt, error);
      }
    }
  }

  /** `done`, or what `judge` finds after a failed condition. When that is `done` again, the state has moved on: try again. */
  async #transact<Done extends string, Other>(
    items: TransactItem[],
    done: Done,
    judge: (failures: readonly number[]) => Promise<Done | Other>,
  ): Promise<Done | Other> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#db.send(new TransactWriteCommand({ TransactItems: items }));
        return done;
      } catch (error) {
        if (!(error instanceof TransactionCanceledException) || isFaulty(error)) throw error;
        const decision = await judge(failedConditions(error));
        if (decision !== done) return decision;
        await waitFor(attempt, error);
      }
    }
  }
}

const parseBalance = (raw: Record<string, unknown> | undefined): Balance =>
  readItem(balances, balances.item, raw) ?? nothing;

const failedConditions = ({ CancellationReasons = [] }: TransactionCanceledException): number[] =>
  CancellationReasons.flatMap(({ Code }, index) => (Code === 'ConditionalCheckFailed' ? [index] : []));

/** The request itself is wrong: no state makes it right. */
const isFaulty = ({ CancellationReasons = [] }: TransactionCanceledException): boolean =>
  CancellationReasons.some(({ Code }) => Code === 'ValidationError');

/** Full jitter: writers that met once do not meet again in step. */
async function waitFor(attempt: number, cause: unknown): Promise<void> {
  if (attempt >= ATTEMPTS) throw new LedgerBusy('too many writes to one account at once', { cause });
  await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1)));
}

import { ledger } from '../../contracts/billing/stores.ts';
import type { CustomerId } from '../../contracts/ids.ts';
import { type ItemOf, retentionOf } from '../../contracts/spec/store.ts';
import { periodSeconds } from '../../policy/retention.ts';
import { plainItem } from '../platform/dynamo/items.ts';
import { SCHEMA_VERSION } from '../platform/keys/sealed-items.ts';
import { type Cost, chargeOf, entryIdFor, MAX_HOLDS, type Reservation, wholeMicroCredits } from './ledger.ts';

export type LedgerEntry = ItemOf<typeof ledger>;

/** Physical names of the two tables. */
export interface LedgerTables {
  readonly balances: string;
  readonly ledger: string;
}

/** What a ledger entry says besides its amount: when, what for, and the counts that it was computed from. */
export type Facts = Readonly<Omit<LedgerEntry, 'customerId' | 'entryId' | 'amount' | 'kind' | 'expiresAt'>>;

/** What ends a hold, and what its ledger entry says. */
export interface Settlement extends Cost {
  readonly facts: Facts;
}

export interface Grant {
  readonly entryId: string;
  /** Micro-credits, at least 1. */
  readonly amount: number;
  readonly kind: 'welcome' | 'correction';
  readonly facts: Facts;
}

/**
 * One write unit: the balance item stays below 1 KB (`MAX_HOLDS`).
 *
 *   hold id unused ─ and ─ fewer than MAX_HOLDS ─ and ─ enough available
 */
export function reserveUpdate(table: string, customerId: CustomerId, wanted: Reservation) {
  const { holdId, ...hold } = wanted;
  wholeMicroCredits(hold.amount, 1);
  const unused = 'attribute_not_exists(holds.#hold)';
  const room = 'size(holds) < :most';
  const enough = 'available >= :amount';
  return {
    TableName: table,
    Key: { customerId },
    UpdateExpression: 'SET holds.#hold = :hold, available = available - :amount',
    ConditionExpression: `${unused} AND ${room} AND ${enough}`,
    ExpressionAttributeNames: { '#hold': holdId },
    ExpressionAttributeValues: { ':hold': hold, ':amount': hold.amount, ':most': MAX_HOLDS },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
}

/** One write unit. The amount is read in the update itself, so that only the id is needed; `due`: the hold is older than this. */
export function giveBackUpdate(table: string, customerId: CustomerId, holdId: string, due?: number) {
  const isOpen = 'attribute_exists(holds.#hold)';
  return {
    TableName: table,
    Key: { customerId },
    UpdateExpression: 'SET available = available + holds.#hold.amount REMOVE holds.#hold',
    ConditionExpression: due === undefined ? isOpen : `${isOpen} AND holds.#hold.#until < :due`,
    ExpressionAttributeNames: { '#hold': holdId, ...(due === undefined ? {} : { '#until': 'until' }) },
    ...(due === undefined ? {} : { ExpressionAttributeValues: { ':due': due } }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
}

/**
 * Ledger entry and balance, for a transaction: 2 × 2 write units (a transaction writes each item of up to 1 KB twice).
 * With the reservation a use costs 5; a caller's own item comes on top.
 */
export function settleItems(tables: LedgerTables, customerId: CustomerId, settlement: Settlement) {
  const { hold, cost, facts, next } = settlement;
  const charge = chargeOf(hold, cost);
  return [
    putEntry(tables.ledger, {
      ...facts,
      customerId,
      entryId: entryIdFor(hold.holdId),
      // Not -0, which would be stored as it is.
      amount: charge === 0 ? 0 : -charge,
      kind: hold.purpose,
    }),
    { Update: settleUpdate(tables.balances, customerId, { hold, charge, next }) },
  ];
}

/**
 *   hold open, with this amount ─ and, to go on ─ next id unused ─ and ─ enough available with what comes back
 */
function settleUpdate(
  table: string,
  customerId: CustomerId,
  { hold, charge, next }: { hold: Reservation; charge: number; next: Reservation | undefined },
) {
  const back = hold.amount - charge;
  const update = {
    TableName: table,
    Key: { customerId },
    UpdateExpression: 'SET balance = balance - :charge, available = available + :back REMOVE holds.#hold',
    ConditionExpression: 'holds.#hold.amount = :held',
    ExpressionAttributeNames: { '#hold': hold.holdId },
    ExpressionAttributeValues: { ':charge': charge, ':back': back, ':held': hold.amount },
  };
  if (!next) return update;
  const { holdId, ...terms } = next;
  wholeMicroCredits(terms.amount, 1);
  const goesOn = 'attribute_not_exists(holds.#next) AND available >= :needed';
  return {
    ...update,
    UpdateExpression: `SET balance = balance - :charge, available = available - :needed, holds.#next = :next REMOVE holds.#hold`,
    ConditionExpression: `${update.ConditionExpression} AND ${goesOn}`,
    ExpressionAttributeNames: { ...update.ExpressionAttributeNames, '#next': holdId },
    ExpressionAttributeValues: {
      ':charge': charge,
      ':held': hold.amount,
      // May be negative: then more comes back than goes on.
      ':needed': terms.amount - back,
      ':next': terms,
    },
  };
}

/** Ledger entry and balance, for a transaction: 2 × 2 write units. Makes the balance item where there is none. */
export function grantItems(tables: LedgerTables, customerId: CustomerId, given: Grant) {
  const { entryId, kind, facts } = given;
  const amount = wholeMicroCredits(given.amount, 1);
  const add = (name: string) => `${name} = if_not_exists(${name}, :zero) + :amount`;
  return [
    putEntry(tables.ledger, { ...facts, customerId, entryId, amount, kind }),
    {
      Update: {
        TableName: tables.balances,
        Key: { customerId },
        UpdateExpression: `SET ${add('balance')}, ${add('available')}, holds = if_not_exists(holds, :none), v = :v`,
        ExpressionAttributeValues: { ':amount': amount, ':zero': 0, ':none': {}, ':v': SCHEMA_VERSION },
      },
    },
  ];
}

/** The micro-credits that a new account starts with: once for each customer, since the entry has the customer's name. */
export const welcomeOf = (customerId: CustomerId, amount: number, at: string): Grant => ({
  entryId: entryIdFor(customerId),
  amount,
  kind: 'welcome',
  facts: { at, of: customerId },
});

const keptSeconds = periodSeconds(retentionOf(ledger));

/** Append-only: an entry that exists is never written again. */
function putEntry(table: string, entry: Omit<LedgerEntry, 'expiresAt'>) {
  if (keptSeconds === undefined) throw new Error('the ledger needs a period');
  const expiresAt = Math.floor(Date.parse(entry.at) / 1000) + keptSeconds;
  return {
    Put: {
      TableName: table,
      Item: plainItem(ledger, { ...entry, expiresAt }),
      ConditionExpression: 'attribute_not_exists(entryId)',
    },
  };
}

import { createSecretKey, randomBytes } from 'node:crypto';
import { balances, ledger } from '../../contracts/billing/stores.ts';
import type { CustomerId } from '../../contracts/ids.ts';
import { type ItemOf, retentionOf } from '../../contracts/spec/store.ts';
import { periodSeconds } from '../../policy/retention.ts';
import { plainItem } from '../platform/dynamo/items.ts';
import { type DataKey, sealItem } from '../platform/keys/sealed-items.ts';
import { type Cost, chargeOf, MAX_HOLDS, type Reservation, wholeMicroCredits } from './ledger.ts';

export type LedgerEntry = ItemOf<typeof ledger>;

/** Physical names of the two tables. */
export interface LedgerTables {
  readonly balances: string;
  readonly ledger: string;
}

/** The balance of somebody as it is stored. */
export type Purse = ItemOf<typeof balances>;

/** What a ledger entry says besides its amount: when, what for, and the counts that it was computed from. */
export type Facts = Readonly<
  Omit<LedgerEntry, 'customerId' | 'entry' | 'month' | 'once' | 'amount' | 'kind' | 'expiresAt'>
>;

/** What seals when and what for of a customer's movements. */
export const sealingKey = ({ key }: Pick<Purse, 'key'>): DataKey => ({
  key: createSecretKey(key),
  version: 1,
});

/** What ends a hold, and what its ledger entry says. */
export interface Settlement extends Cost {
  readonly facts: Facts;
}

export interface Grant {
  /** For what it is given: once for each. */
  readonly once: string;
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
export function settleItems(tables: LedgerTables, purse: Purse, settlement: Settlement) {
  const { hold, cost, facts, next } = settlement;
  const charge = chargeOf(hold, cost);
  return [
    putEntry(tables.ledger, purse, {
      ...facts,
      once: hold.holdId,
      // Not -0, which would be stored as it is.
      amount: charge === 0 ? 0 : -charge,
      kind: hold.purpose,
    }),
    { Update: settleUpdate(tables.balances, purse, { hold, charge, next }) },
  ];
}

/**
 *   hold open, with this amount ─ and ─ no other movement since ─ and, to go on ─ next id unused ─ and ─ enough
 *   available with what comes back
 */
function settleUpdate(
  table: string,
  { customerId, movements }: Purse,
  { hold, charge, next }: { hold: Reservation; charge: number; next: Reservation | undefined },
) {
  const back = hold.amount - charge;
  const update = {
    TableName: table,
    Key: { customerId },
    UpdateExpression: `SET balance = balance - :charge, available = available + :back, ${COUNTED} REMOVE holds.#hold`,
    ConditionExpression: `holds.#hold.amount = :held AND ${UNMOVED}`,
    ExpressionAttributeNames: { '#hold': hold.holdId },
    ExpressionAttributeValues: {
      ':charge': charge,
      ':back': back,
      ':held': hold.amount,
      ...counted(movements),
    },
  };
  if (!next) return update;
  const { holdId, ...terms } = next;
  wholeMicroCredits(terms.amount, 1);
  const goesOn = 'attribute_not_exists(holds.#next) AND available >= :needed';
  return {
    ...update,
    UpdateExpression: `SET balance = balance - :charge, available = available - :needed, holds.#next = :next, ${COUNTED} REMOVE holds.#hold`,
    ConditionExpression: `${update.ConditionExpression} AND ${goesOn}`,
    ExpressionAttributeNames: { ...update.ExpressionAttributeNames, '#next': holdId },
    ExpressionAttributeValues: {
      ':charge': charge,
      ':held': hold.amount,
      ...counted(movements),
      // May be negative: then more comes back than goes on.
      ':needed': terms.amount - back,
      ':next': terms,
    },
  };
}

/** Ledger entry and balance, for a transaction: 2 × 2 write units. */
export function grantItems(tables: LedgerTables, purse: Purse, given: Grant) {
  const amount = wholeMicroCredits(given.amount, 1);
  return [
    putEntry(tables.ledger, purse, { ...given.facts, once: given.once, kind: given.kind, amount }),
    {
      Update: {
        TableName: tables.balances,
        Key: { customerId: purse.customerId },
        UpdateExpression: `SET balance = balance + :amount, available = available + :amount, ${COUNTED}`,
        ConditionExpression: UNMOVED,
        ExpressionAttributeValues: { ':amount': amount, ...counted(purse.movements) },
      },
    },
  ];
}

/** The first balance of a customer with what is granted at once, for a transaction: its own key, and no movement without a grant. */
export function openingItems(tables: LedgerTables, customerId: CustomerId, given?: Grant) {
  const amount = given === undefined ? 0 : wholeMicroCredits(given.amount, 1);
  const key = randomBytes(KEY_BYTES);
  const empty = { customerId, balance: 0, available: 0, holds: {}, movements: 0, key };
  const entry =
    given && putEntry(tables.ledger, empty, { ...given.facts, once: given.once, kind: given.kind, amount });
  return [
    {
      Put: {
        TableName: tables.balances,
        Item: plainItem(balances, { ...empty, balance: amount, available: amount, movements: entry ? 1 : 0 }),
        ConditionExpression: 'attribute_not_exists(customerId)',
      },
    },
    ...(entry ? [entry] : []),
  ];
}

/** The micro-credits that a new account starts with. */
export const welcomeOf = (amount: number, at: string): Grant => ({
  once: 'welcome',
  amount,
  kind: 'welcome',
  facts: { at, of: 'welcome' },
});

/** The movement that is written is the next one: the balance counts it in the same transaction. */
const COUNTED = 'movements = :movement';
const UNMOVED = 'movements = :before';
const counted = (movements: number) => ({ ':before': movements, ':movement': movements + 1 });

const KEY_BYTES = 32;
const keptSeconds = periodSeconds(retentionOf(ledger));
const MONTH_CHARS = '2026-11'.length;

/** Append-only: an entry that exists is never written again. It goes seven years after its month began: the second would say when it was. */
function putEntry(
  table: string,
  purse: Purse,
  { amount, kind, once, ...facts }: Facts & Pick<LedgerEntry, 'amount' | 'kind' | 'once'>,
) {
  if (keptSeconds === undefined) throw new Error('the ledger needs a period');
  const month = facts.at.slice(0, MONTH_CHARS);
  const expiresAt = Date.parse(month) / 1000 + keptSeconds;
  const { customerId, movements } = purse;
  const entry = { ...facts, customerId, entry: movements + 1, month, amount, kind, once, expiresAt };
  return {
    Put: {
      TableName: table,
      Item: sealItem(ledger, sealingKey(purse), ledger.item.parse(entry)),
      ConditionExpression: 'attribute_not_exists(customerId)',
    },
  };
}

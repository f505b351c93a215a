import type { balances } from '../../contracts/billing/stores.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';

/** What a billing subject has: `available = balance - sum(holds)`, and nothing in it is ever negative. */
export type Balance = Readonly<Pick<ItemOf<typeof balances>, 'balance' | 'available' | 'holds'>>;
export type Hold = Balance['holds'][string];

/** A hold to be opened. */
export interface Reservation {
  /**
   * Used once: by it a retry finds the movement that settled it. Always new (`newId('hold')`) and kept by its owner,
   * never derived from what a client chooses: a second use under a settled id would be charged anew, with one retry for both.
   */
  readonly holdId: string;
  /** Micro-credits, at least 1. */
  readonly amount: number;
  /** Epoch second after which the sweeper may take it back, see `holdUntil`. */
  readonly until: number;
  readonly purpose: Hold['purpose'];
}

/** What a hold turned out to cost, and the hold that follows it where the use goes on (a running machine). */
export interface Cost {
  /** As it was reserved: its id and amount are compared. */
  readonly hold: Reservation;
  readonly cost: number;
  readonly next?: Reservation;
}

export type Refused<Reason extends string> = { readonly refused: Reason };
export type ReserveRefusal = Refused<'insufficient' | 'too-many-holds' | 'duplicate'>;
/** `no-hold`: it was released, has expired, or was never this one; nothing can be charged. */
export type SettleRefusal = ReserveRefusal | Refused<'no-hold'>;

/** A decision and the balance after it; a refusal changes nothing. */
export interface Outcome<Decision> {
  readonly decision: Decision;
  readonly after: Balance;
}

/** Before the first grant. */
export const emptyBalance: Balance = { balance: 0, available: 0, holds: {} };

/** Keeps the balance item below 1 KB, so that each write of it costs one write unit: 10 holds of about 75 bytes, 160 bytes besides. */
export const MAX_HOLDS = 10;

/** What the clocks of two functions may differ, and what the last transaction of a dying function may take. */
const HOLD_MARGIN_SECONDS = 60;

/** Until when a hold must live so that its owner, who has `ownerSeconds` left at most, always settles before the sweeper may come. */
export const holdUntil = (nowSeconds: number, ownerSeconds: number): number =>
  Math.ceil(nowSeconds + ownerSeconds + HOLD_MARGIN_SECONDS);

/** What a settlement takes: the cost, and never more than was held for it. */
export const chargeOf = (hold: Pick<Hold, 'amount'>, cost: number): number =>
  Math.min(wholeMicroCredits(cost, 0), hold.amount);

/** Sets an amount aside. The same reservation again is a retry and answers as the first time; another one under its id is refused. */
export function reserve(now: Balance, wanted: Reservation): Outcome<'reserved' | ReserveRefusal> {
  const { holdId, ...hold } = wanted;
  wholeMicroCredits(hold.amount, 1);
  const open = now.holds[holdId];
  if (open) return { decision: isSame(open, hold) ? 'reserved' : { refused: 'duplicate' }, after: now };
  if (Object.keys(now.holds).length >= MAX_HOLDS) return refuse('too-many-holds', now);
  if (now.available < hold.amount) return refuse('insufficient', now);
  const holds = { ...now.holds, [holdId]: hold };
  return { decision: 'reserved', after: { ...now, available: now.available - hold.amount, holds } };
}

/** Charges a hold and gives back the rest; with `next`, both happen or neither. `recorded`: its movement is written. */
export function settle(
  now: Balance,
  { hold: { holdId, amount }, cost, next }: Cost,
  recorded: boolean,
): Outcome<'settled' | 'already' | SettleRefusal> {
  wholeMicroCredits(cost, 0);
  if (recorded) return { decision: 'already', after: now };
  const hold = now.holds[holdId];
  if (hold?.amount !== amount) return refuse('no-hold', now);
  const given = giveBack(now, holdId, hold);
  const charge = chargeOf(hold, cost);
  const settled = { ...given, balance: given.balance - charge, available: given.available - charge };
  if (!next) return { decision: 'settled', after: settled };
  if (now.holds[next.holdId]) return refuse('duplicate', now);
  const { decision, after } = reserve(settled, next);
  return decision === 'reserved' ? { decision: 'settled', after } : { decision, after: now };
}

/** Gives a hold back unused: the thing never happened. */
export function release(now: Balance, holdId: string): Outcome<'released' | 'already'> {
  const hold = now.holds[holdId];
  return hold
    ? { decision: 'released', after: giveBack(now, holdId, hold) }
    : { decision: 'already', after: now };
}

/** Gives back a hold whose owner died: only after its `until`, so never one that can still be settled. */
export function expire(
  now: Balance,
  holdId: string,
  nowSeconds: number,
): Outcome<'expired' | 'already' | Refused<'not-due'>> {
  const hold = now.holds[holdId];
  if (!hold) return { decision: 'already', after: now };
  if (!isDue(hold, nowSeconds)) return refuse('not-due', now);
  return { decision: 'expired', after: giveBack(now, holdId, hold) };
}

export const isDue = (hold: Hold, nowSeconds: number): boolean => hold.until < nowSeconds;

/** Adds credits once for each reason. */
export function grant(now: Balance, amount: number, recorded: boolean): Outcome<'granted' | 'already'> {
  wholeMicroCredits(amount, 1);
  if (recorded) return { decision: 'already', after: now };
  return {
    decision: 'granted',
    after: { ...now, balance: now.balance + amount, available: now.available + amount },
  };
}

/** Throws on what is no amount: a fraction, a negative number, one that doubles cannot hold exactly. */
export function wholeMicroCredits(amount: number, least: 0 | 1): number {
  if (!Number.isSafeInteger(amount) || amount < least)
    throw new RangeError(`no amount of micro-credits: ${amount}`);
  return amount;
}

function giveBack(now: Balance, holdId: string, hold: Hold): Balance {
  const { [holdId]: _closed, ...holds } = now.holds;
  return { ...now, available: now.available + hold.amount, holds };
}

const isSame = (open: Hold, wanted: Hold): boolean =>
  open.amount === wanted.amount && open.until === wanted.until && open.purpose === wanted.purpose;

const refuse = <const Reason extends string>(refused: Reason, after: Balance): Outcome<Refused<Reason>> => ({
  decision: { refused },
  after,
});

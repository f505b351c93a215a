/**
 * What the ledger must say, written from the promise and not from the code: a list of what happened, and every figure
 * counted from the whole list each time. Slow, and simple enough to be believed.
 */

export interface HoldTerms {
  readonly hold: string;
  readonly amount: number;
  readonly until: number;
}

export type Act =
  | ({ readonly do: 'reserve' } & HoldTerms)
  | ({ readonly do: 'settle'; readonly cost: number; readonly next?: HoldTerms } & HoldTerms)
  | { readonly do: 'release'; readonly hold: string }
  | { readonly do: 'expire'; readonly hold: string; readonly at: number }
  | { readonly do: 'grant'; readonly entry: string; readonly amount: number };

type Movement =
  | { readonly held: HoldTerms }
  | { readonly freed: string }
  | { readonly entry: string; readonly amount: number };

/** The amounts of the entries for each hold or grant, the smallest first. */
export type Entries = Map<string, number[]>;
export const enter = (entries: Entries, entry: string, amount: number): void =>
  void entries.set(
    entry,
    [...(entries.get(entry) ?? []), amount].toSorted((a, b) => a - b),
  );

export class LedgerOracle {
  readonly #happened: Movement[] = [];

  /** The sum of all entries. */
  balance(): number {
    let sum = 0;
    for (const movement of this.#happened) if ('entry' in movement) sum += movement.amount;
    return sum;
  }

  open(): Map<string, HoldTerms> {
    const open = new Map<string, HoldTerms>();
    for (const movement of this.#happened) {
      if ('held' in movement) open.set(movement.held.hold, movement.held);
      if ('freed' in movement) open.delete(movement.freed);
    }
    return open;
  }

  available(): number {
    let free = this.balance();
    for (const { amount } of this.open().values()) free -= amount;
    return free;
  }

  /** A hold that was opened anew under a settled id is charged anew. */
  entries(): Entries {
    const found: Entries = new Map();
    for (const movement of this.#happened)
      if ('entry' in movement) enter(found, movement.entry, movement.amount);
    return found;
  }

  /** Does it, if it may be done, and says how that is answered. */
  expect(act: Act): string {
    const answer = this.#answerTo(act);
    if (act.do === 'reserve' && answer === 'reserved' && !this.open().has(act.hold))
      this.#happened.push({ held: act });
    if (act.do === 'release' && answer === 'released') this.#happened.push({ freed: act.hold });
    if (act.do === 'expire' && answer === 'expired') this.#happened.push({ freed: act.hold });
    if (act.do === 'grant' && answer === 'granted')
      this.#happened.push({ entry: act.entry, amount: act.amount });
    if (act.do === 'settle' && answer === 'settled') {
      const held = this.open().get(act.hold);
      if (!held) throw new Error('settled without a hold');
      this.#happened.push({ entry: act.hold, amount: 0 - Math.min(act.cost, held.amount) });
      this.#happened.push({ freed: act.hold });
      if (act.next) this.#happened.push({ held: act.next });
    }
    return answer;
  }

  #answerTo(act: Act): string {
    const open = this.open();
    switch (act.do) {
      case 'reserve': {
        const same = open.get(act.hold);
        if (same) return same.amount === act.amount && same.until === act.until ? 'reserved' : 'duplicate';
        if (open.size === 10) return 'too-many-holds';
        return this.available() >= act.amount ? 'reserved' : 'insufficient';
      }
      case 'settle': {
        const held = open.get(act.hold);
        if (!held && this.entries().has(act.hold)) return 'already';
        if (held?.amount !== act.amount) return 'no-hold';
        if (!act.next) return 'settled';
        if (open.has(act.next.hold)) return 'duplicate';
        const left = this.available() + held.amount - Math.min(act.cost, held.amount);
        return left >= act.next.amount ? 'settled' : 'insufficient';
      }
      case 'release':
        return open.has(act.hold) ? 'released' : 'already';
      case 'expire': {
        const held = open.get(act.hold);
        if (!held) return 'already';
        return act.at > held.until ? 'expired' : 'not-due';
      }
      case 'grant':
        return this.entries().has(act.entry) ? 'already' : 'granted';
    }
  }
}

/** A ledger as it was found when nobody moved any more. */
export interface Found {
  readonly balance: number;
  readonly available: number;
  readonly holds: ReadonlyMap<string, { readonly amount: number }>;
  readonly entries: ReadonlyMap<string, readonly number[]>;
}

/**
 * For acts that ran at the same time, in an order that nobody knows: what the answers say together must be what was
 * found, whatever the order was. Gives the sentences that are not true.
 */
export function contradictions(answered: readonly { act: Act; answer: string }[], found: Found): string[] {
  const wrong: string[] = [];
  const holds = new Map<string, { amounts: Set<number>; reserved: number; freed: number }>();
  const entries: Entries = new Map();
  const seen = (hold: string) => {
    const known = holds.get(hold) ?? { amounts: new Set(), reserved: 0, freed: 0 };
    holds.set(hold, known);
    return known;
  };
  const reserved = ({ hold, amount }: HoldTerms) => {
    seen(hold).amounts.add(amount);
    seen(hold).reserved++;
  };
  for (const { act, answer } of answered) {
    if (act.do === 'reserve' && answer === 'reserved') reserved(act);
    if (act.do === 'settle' && answer === 'settled') {
      enter(entries, act.hold, 0 - Math.min(act.cost, act.amount));
      seen(act.hold).freed++;
      if (act.next) reserved(act.next);
    }
    if (act.do === 'grant' && answer === 'granted') {
      if (entries.has(act.entry)) wrong.push(`${act.entry} happened twice`);
      enter(entries, act.entry, act.amount);
    }
    if ((act.do === 'release' && answer === 'released') || (act.do === 'expire' && answer === 'expired'))
      seen(act.hold).freed++;
  }
  for (const [id, { reserved: times, freed }] of holds) {
    // An answer `reserved` may repeat an earlier one; it never counts less than once, nor more than it was given.
    const opened = freed + (found.holds.has(id) ? 1 : 0);
    if (opened > times || (times > 0 && opened === 0))
      wrong.push(`${id}: reserved ${times}, opened ${opened}`);
  }
  let held = 0;
  for (const [id, { amount }] of found.holds) {
    held += amount;
    if (!holds.get(id)?.amounts.has(amount)) wrong.push(`${id} holds another amount`);
  }
  let sum = 0;
  for (const amount of [...entries.values()].flat()) sum += amount;
  if (found.entries.size !== entries.size) wrong.push(`${found.entries.size} entries, not ${entries.size}`);
  for (const [id, amounts] of entries)
    if (String(found.entries.get(id)) !== String(amounts)) wrong.push(`${id} is not ${String(amounts)}`);
  if (found.balance !== sum) wrong.push(`balance ${found.balance}, entries ${sum}`);
  if (found.available !== found.balance - held) wrong.push('available is not balance less holds');
  if (found.available < 0) wrong.push('below zero');
  return wrong;
}

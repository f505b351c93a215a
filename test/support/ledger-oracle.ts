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
  | { readonly do: 'settle'; readonly hold: string; readonly cost: number; readonly next?: HoldTerms }
  | { readonly do: 'release'; readonly hold: string }
  | { readonly do: 'expire'; readonly hold: string; readonly at: number }
  | { readonly do: 'grant'; readonly entry: string; readonly amount: number };

type Movement =
  | { readonly held: HoldTerms }
  | { readonly freed: string }
  | { readonly entry: string; readonly amount: number };

export const entryOf = (hold: string): string => hold.replace('hld_', 'led_');

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

  entries(): Map<string, number> {
    const found = new Map<string, number>();
    for (const movement of this.#happened) {
      if (!('entry' in movement)) continue;
      if (found.has(movement.entry)) throw new Error('an entry happened twice');
      found.set(movement.entry, movement.amount);
    }
    return found;
  }

  /** Does it, if it may be done, and says how that is answered. */
  expect(act: Act): string {
    const answer = this.#answerTo(act);
    this.believe(act, answer);
    return answer;
  }

  /** Takes an answer as given. For parallel runs, in which nobody knows the order but the sums must still be right. */
  believe(act: Act, answer: string): void {
    if (act.do === 'reserve' && answer === 'reserved' && !this.open().has(act.hold))
      this.#happened.push({ held: act });
    if (act.do === 'release' && answer === 'released') this.#happened.push({ freed: act.hold });
    if (act.do === 'expire' && answer === 'expired') this.#happened.push({ freed: act.hold });
    if (act.do === 'grant' && answer === 'granted')
      this.#happened.push({ entry: act.entry, amount: act.amount });
    if (act.do === 'settle' && answer === 'settled') {
      const held = this.open().get(act.hold);
      if (!held) throw new Error('settled without a hold');
      this.#happened.push({ entry: entryOf(act.hold), amount: 0 - Math.min(act.cost, held.amount) });
      this.#happened.push({ freed: act.hold });
      if (act.next) this.#happened.push({ held: act.next });
    }
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
        if (this.entries().has(entryOf(act.hold))) return 'already';
        const held = open.get(act.hold);
        if (!held) return 'no-hold';
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

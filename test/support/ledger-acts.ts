import type { CustomerId } from '../../contracts/ids.ts';
import type { Balance, Reservation } from '../../lambdas/billing/ledger.ts';
import type { LedgerStore } from '../../lambdas/billing/ledger-store.ts';
import { type Act, type Entries, enter, type Found, type HoldTerms } from './ledger-oracle.ts';

const at = '2026-11-23T00:00:00.000Z';

export const reservationOf = ({ hold, amount, until }: HoldTerms): Reservation => ({
  holdId: hold,
  amount,
  until,
  purpose: 'chat',
});

/** Does acts of a customer through the store. */
export class LedgerActor {
  readonly #store: LedgerStore;
  readonly #customer: CustomerId;

  constructor(store: LedgerStore, customer: CustomerId) {
    this.#store = store;
    this.#customer = customer;
  }

  async do(act: Act): Promise<string> {
    const decision = await this.#decide(act);
    return typeof decision === 'string' ? decision : decision.refused;
  }

  read(): Promise<Balance> {
    return this.#store.holds.read(this.#customer);
  }

  /** All there is, when nobody moves any more. */
  async found(): Promise<Found> {
    const entries: Entries = new Map();
    let cursor: string | undefined;
    do {
      const page = await this.#store.list(this.#customer, { limit: 7, cursor });
      for (const { once, amount } of page.items) enter(entries, once, amount);
      cursor = page.next;
    } while (cursor);
    const { balance, available, holds } = await this.read();
    return { balance, available, holds: new Map(Object.entries(holds)), entries };
  }

  #decide(act: Act) {
    switch (act.do) {
      case 'reserve':
        return this.#store.holds.reserve(this.#customer, reservationOf(act));
      case 'settle': {
        const facts = { at, of: act.hold };
        const next = act.next ? { next: reservationOf(act.next) } : {};
        return this.#store.settle(this.#customer, {
          hold: reservationOf(act),
          cost: act.cost,
          facts,
          ...next,
        });
      }
      case 'release':
        return this.#store.holds.release(this.#customer, act.hold);
      case 'expire':
        return this.#store.holds.expire(this.#customer, act.hold, act.at);
      case 'grant':
        return this.#store.grant(this.#customer, {
          once: act.entry,
          amount: act.amount,
          kind: 'correction',
          facts: { at, of: act.entry },
        });
    }
  }
}

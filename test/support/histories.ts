import { newId } from '../../contracts/ids.ts';
import { storesOf } from '../../contracts/stores.ts';
import { openingItems, type Purse, settleItems, welcomeOf } from '../../lambdas/billing/ledger-items.ts';
import { isAccountedFor, isEmptied, lineOf, newErasure, receiptOf } from '../../lambdas/privacy/erasures.ts';
import { profiles } from '../../policy/profiles/all.ts';
import type { Records } from './analyst.ts';
import { purseOf } from './purse.ts';
import type { Dice } from './seed.ts';

const DAY_MS = 86_400_000;
const DAYS = 60;
const BEGAN = Date.parse('2026-09-11T00:00:00.000Z');
const tables = { balances: 'balances', ledger: 'ledger' };
const profile = profiles.cloister;
const stores = storesOf(profile.capabilities).filter(isAccountedFor);

/** What is left of somebody: under the account's id, and under the billing number. */
interface Left {
  readonly account: Records;
  readonly customer: Records;
}

type Part = ReturnType<typeof openingItems>[number] | ReturnType<typeof settleItems>[number];
const entryIn = (parts: readonly Part[]): Records =>
  parts.flatMap((part) => ('Put' in part && part.Put?.TableName === tables.ledger ? [part.Put.Item] : []));

/** Somebody's life of 60 days with a rhythm of its own (days of the week, uses a day, quiet weeks), erased at its end. */
export function lived(dice: Dice, number: number): Left {
  const began = BEGAN + number * 7_200_000 + dice.below(3_600_000);
  const weekdays = Array.from({ length: 7 }, () => dice.oneIn(2));
  const quiet = Array.from({ length: 9 }, () => dice.oneIn(3));
  const most = 2 + number;
  let purse: Purse = { ...purseOf(newId('customer'), { balance: 1e9, available: 1e9 }), movements: 1 };
  const customer = [
    ...entryIn(openingItems(tables, purse.customerId, welcomeOf(5e8, new Date(began).toISOString()))),
  ];
  for (let day = 0; day < DAYS; day++) {
    if (weekdays[day % 7] !== true || quiet[Math.floor(day / 7)] === true) continue;
    for (let use = 1 + dice.below(most); use > 0; use--) {
      const at = new Date(began + day * DAY_MS + dice.below(DAY_MS / 2)).toISOString();
      const purpose = dice.oneIn(5) ? ('run' as const) : ('chat' as const);
      const hold = { holdId: newId('hold'), amount: 1e6, until: 1, purpose };
      const facts = { at, of: newId('turn', Date.parse(at)), inputTokens: 100 + dice.below(9000) };
      customer.push(...entryIn(settleItems(tables, purse, { hold, cost: 1 + dice.below(1e6), facts })));
      purse = { ...purse, movements: purse.movements + 1 };
    }
  }
  return { account: erasedAt(began + DAYS * DAY_MS, purse, customer), customer };
}

/** What an erasure leaves under the account's id, from the counts that there were. */
function erasedAt(now: number, { customerId }: Purse, movements: Records): Records {
  const of = { userId: newId('account'), customerId, subject: 'subject' } as const;
  const account = { ...of, state: 'active', plan: 'free', keyEpoch: 1, adult: true, createdAt: '' } as const;
  const uses = (kind: string) => movements.filter((movement) => movement['kind'] === kind).length;
  const counts: Readonly<Record<string, number>> = {
    turns: uses('chat'),
    runs: uses('run'),
    'audit-trail': movements.length,
  };
  const erased = Object.fromEntries(stores.filter(isEmptied).map(({ name }) => [name, counts[name] ?? 1]));
  const at = new Date(now).toISOString();
  const keysDestroyed = { content: at, credentials: at };
  const erasure = {
    ...newErasure(account, false, profile, now),
    erased: { machines: 1, 'machine-volume': 1, 'machine-queue': 1, ...erased },
    keysDestroyed,
  };
  const lines = stores.map((store) => {
    const kept = store.privacy.erase !== 'delete';
    const count = kept ? movements.length : 0;
    const answer =
      store.privacy.subject.by === 'nobody'
        ? { uncounted: 'nobody' }
        : { count: store.name === 'ledger' ? count : kept ? 1 : 0, how: '' };
    return lineOf(store, answer, erasure, new Date(now));
  });
  const { customerId: _customer, subjects: _subjects, ...record } = erasure;
  const { userId, erasureId, receiptId } = record;
  return [
    { ...record, state: 'erased', erased: {} },
    { receiptId, document: JSON.stringify(receiptOf(erasure, profile.product, lines, new Date(now))) },
    { key: userId, userId, erasureId, erasedAt: at },
  ];
}

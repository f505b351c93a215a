import { ledger } from '../../contracts/billing/stores.ts';
import { retentionOf } from '../../contracts/spec/store.ts';
import { periodSeconds } from '../../policy/retention.ts';
import type { Dice } from './seed.ts';

/** The raw records that are kept of one account, or of one billing number. */
export type Records = readonly Readonly<Record<string, unknown>>[];

const DAY_MS = 86_400_000;
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const KEPT_MS = (periodSeconds(retentionOf(ledger)) ?? 0) * 1000;

/** Every value in records, JSON in strings included. */
function leavesOf(value: unknown): (string | number)[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string') return value.startsWith('{') ? leavesOf(JSON.parse(value)) : [value];
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.values(value).flatMap(leavesOf);
}

/** The moment that an id would tell if it told one. */
const timeIn = (id: string): number =>
  id
    .slice(4, 14)
    .split('')
    .reduce((ms, char) => ms * 32 + ALPHABET.indexOf(char), 0);

/** Every moment of some years that a value may mean: an instant, an epoch second, an expiry, the time in an id. */
function momentsOf(leaf: string | number): number[] {
  const meant =
    typeof leaf === 'number'
      ? [leaf, leaf * 1000, leaf * 1000 - KEPT_MS]
      : [
          /^\d{4}-\d\d-\d\d/.test(leaf) ? Date.parse(leaf) : 0,
          /^[a-z]{3}_.{26}$/.test(leaf) ? timeIn(leaf) : 0,
        ];
  return meant.filter(
    (ms) => ms > Date.parse('2025-01-01') && ms < Date.parse('2029-01-01') && !beginsMonth(ms),
  );
}
const beginsMonth = (ms: number): boolean => new Date(ms).toISOString().endsWith('-01T00:00:00.000Z');

/** What a customer's records come to: how many, of each kind, and their sums. */
function figuresOf(customer: Records): number[] {
  const kinds = new Map<unknown, number>();
  for (const { kind } of customer) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return [customer.length, ...kinds.values()];
}

const monthOf = (records: Records): string => {
  const texts = records.flatMap(leavesOf).map(String);
  return (
    texts
      .filter((text) => /^20\d\d-\d\d/.test(text))
      .map((text) => text.slice(0, 7))
      .toSorted()
      .at(-1) ?? ''
  );
};

/** What can be read of records, once for all that they are compared with. */
const read = new WeakMap<Records, ReturnType<typeof reading>>();
function reading(records: Records) {
  const leaves = records.flatMap(leavesOf);
  return {
    leaves,
    bodies: new Set(leaves.map(bodyOf)),
    days: new Set(leaves.flatMap(momentsOf).map((ms) => Math.floor(ms / DAY_MS))),
    figures: figuresOf(records).filter((figure) => figure > 2),
    month: monthOf(records),
  };
}
const bodyOf = (leaf: string | number): string => String(leaf).replace(/^[a-z]{3}_/, '');
function readingOf(records: Records) {
  const known = read.get(records) ?? reading(records);
  read.set(records, known);
  return known;
}

/** What in two records says that they are of one person, and how strongly. */
export function clues(
  account: Records,
  customer: Records,
): Readonly<Record<'values' | 'moments' | 'counts', number>> {
  const [own, theirs] = [readingOf(account), readingOf(customer)];
  const values = [...own.bodies].filter((body) => body.length > 12 && theirs.bodies.has(body));
  // A day more or less: what happens at midnight.
  const moments = [...own.days].filter((day) =>
    [day - 1, day, day + 1].some((near) => theirs.days.has(near)),
  );
  const counts = own.leaves.filter((leaf) => typeof leaf === 'number' && theirs.figures.includes(leaf));
  return { values: values.length, moments: moments.length, counts: counts.length };
}

/** How many customers are found by the strongest clues first; where there is none, by the months alone. */
export function hits(
  accounts: readonly Records[],
  customers: readonly Records[],
  dice: Dice,
  all = true,
): number {
  const pairs = accounts.flatMap((account, a) =>
    customers.map((customer, c) => {
      const { values, moments, counts } = all
        ? clues(account, customer)
        : { values: 0, moments: 0, counts: 0 };
      const [end, last] = [readingOf(account).month, readingOf(customer).month];
      const atEnd = last === end ? 2 : 1;
      const possible = last <= end ? atEnd : 0;
      return { a, c, score: values * 1000 + moments * 100 + counts * 10 + possible, chance: dice.below(1e9) };
    }),
  );
  const taken = { a: new Set<number>(), c: new Set<number>() };
  let found = 0;
  for (const { a, c } of pairs.toSorted((x, y) => y.score - x.score || x.chance - y.chance)) {
    if (taken.a.has(a) || taken.c.has(c)) continue;
    taken.a.add(a);
    taken.c.add(c);
    if (a === c) found++;
  }
  return found;
}

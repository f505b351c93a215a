import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';

/** What an id names: its prefix says it, so that an id in a log or a receipt explains itself. */
export const idPrefixes = {
  account: 'usr',
  customer: 'cus',
  session: 'ses',
  apiKey: 'key',
  conversation: 'cnv',
  turn: 'trn',
  credential: 'crd',
  machine: 'mch',
  run: 'run',
  export: 'exp',
  erasure: 'ers',
  receipt: 'rcp',
  hold: 'hld',
} as const;

export type IdKind = keyof typeof idPrefixes;
export type Id<K extends IdKind> = string & { readonly __id: K };
export type UserId = Id<'account'>;
export type CustomerId = Id<'customer'>;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_CHARS = 10;
const RANDOM_CHARS = 16;

/** Ids that may stand in what outlives the account. A shared millisecond would join two of them, so they have none. */
const timeless: ReadonlySet<IdKind> = new Set(['account', 'customer', 'hold', 'erasure', 'receipt']);

/**
 * A new id in Crockford's base 32: prefix, 48 bits of time in milliseconds, 80 random bits, so that it sorts by time; of a
 * timeless kind, 130 random bits.
 */
export function newId<K extends IdKind>(kind: K, now = Date.now()): Id<K> {
  const chars = timeless.has(kind)
    ? randomChars(TIME_CHARS + RANDOM_CHARS)
    : [...timeChars(now), ...randomChars(RANDOM_CHARS)];
  return id(kind).parse(`${idPrefixes[kind]}_${chars.join('')}`);
}

const timeChars = (now: number) =>
  Array.from(
    { length: TIME_CHARS },
    (_, i) => ALPHABET[Math.floor(now / 32 ** (TIME_CHARS - 1 - i)) % ALPHABET.length],
  );
const randomChars = (count: number) =>
  Array.from(randomBytes(count), (byte) => ALPHABET[byte % ALPHABET.length]);

export function id<K extends IdKind>(kind: K): z.ZodMiniType<Id<K>, string> {
  const pattern = new RegExp(`^${idPrefixes[kind]}_[${ALPHABET}]{${TIME_CHARS + RANDOM_CHARS}}$`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pattern is what makes the string an id of this kind
  return z.string().check(z.regex(pattern)) as unknown as z.ZodMiniType<Id<K>, string>;
}

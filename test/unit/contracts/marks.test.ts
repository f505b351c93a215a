import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { internal, marksOf, sealed, secret } from '../../../contracts/spec/marks.ts';
import { bareKindOf } from '../../../contracts/spec/wrappers.ts';
import { allTables } from '../../../contracts/stores.ts';
import { openSealed, sealItem } from '../../../lambdas/platform/keys/sealed-items.ts';

/** What must be ciphertext in storage, by hand: neither zod nor our own reading of its schemas decides here. */
const sealedIn: Readonly<Record<string, readonly string[]>> = {
  conversations: ['title'],
  turns: ['answer', 'prompt'],
  'answer-chunks': ['deltas'],
  credentials: ['value'],
  runs: ['output', 'prompt'],
  'run-logs': ['lines'],
  ledger: ['at', 'of', 'once'],
};

const word = z.string();
const marked = sealed(word);
const wrapped = {
  optional: z.optional(marked),
  exactOptional: z.exactOptional(marked),
  nullable: z.nullable(marked),
  nullish: z.nullish(marked),
  default: z._default(marked, ''),
  prefault: z.prefault(marked, ''),
  nonoptional: z.nonoptional(z.optional(marked)),
  // oxlint-disable-next-line promise/valid-params -- a schema's, not a promise's
  catch: z.catch(marked, ''),
  readonly: z.readonly(marked),
  pipe: z.pipe(marked, z.string()),
  transform: z.pipe(
    marked,
    z.transform((text: string) => text.length),
  ),
  check: marked.check(z.maxLength(9)),
  brand: marked.brand<'word'>(),
  all: z.readonly(z.nullable(z.optional(marked.check(z.trim())))),
};

describe('a mark', () => {
  it.each(allTables.map((spec) => [spec.name, spec] as const))(
    'decides what is bytes in %s',
    (name, spec) => {
      const item = Object.fromEntries(
        Object.keys(spec.item.shape).map((each) => [each, `canary of ${each}`]),
      );
      const key = { key: createSecretKey(randomBytes(32)), version: 1 };
      const stored = sealItem<z.ZodMiniObject>(spec, key, item);
      const bytes = Object.entries(stored).filter(([, value]) => value instanceof Uint8Array);
      expect(bytes.map(([each]) => each).sort()).toEqual(sealedIn[name] ?? []);
      for (const [each, value] of bytes)
        expect(Buffer.from(value as Uint8Array).includes('canary'), each).toBe(false);
      expect(openSealed(spec, key, stored)).toEqual(item);
    },
  );

  it.each(Object.entries(wrapped))('goes through %s', (_, schema) => {
    expect([...marksOf(z.strictObject({ schema }))]).toEqual([['schema', 'sealed']]);
  });

  it('stays when an item is derived from another one', () => {
    const item = z.strictObject({ marked, word });
    const derived = [z.partial(item), z.omit(item, { word: true }), z.extend(item, { other: word })];
    for (const one of derived) expect([...marksOf(one)]).toEqual([['marked', 'sealed']]);
  });

  it.each([
    ['an object', z.object({ marked })],
    ['an array', z.array(marked)],
    ['a tuple', z.tuple([marked])],
    ['a record', z.record(word, z.optional(marked))],
    ['a union', z.union([z.null(), marked])],
    ['a lazy schema', z.lazy(() => marked)],
    ['a promise', z.promise(marked)],
  ])('is refused inside of %s, where it would seal nothing', (_, schema) => {
    expect(() => marksOf(z.strictObject({ schema }))).toThrow(/mark/);
    expect(() => sealed(schema)).toThrow(/mark/);
  });

  it('is one', () => {
    expect(() => internal(marked)).toThrow('an attribute has one mark');
    expect(() => secret(z.optional(marked))).toThrow('an attribute has one mark');
  });
});

it('the kind of an attribute is that of what is wrapped', () => {
  expect(bareKindOf(z.optional(z._default(z.int(), 1)))).toBe('number');
  expect(
    bareKindOf(
      z.pipe(
        z.int(),
        z.transform((count: number) => `${count}`),
      ),
    ),
  ).toBe('number');
});

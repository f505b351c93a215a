import { createSecretKey, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { sealed, secret } from '../../../../contracts/spec/marks.ts';
import { defineTable } from '../../../../contracts/spec/store.ts';
import { SealBroken } from '../../../../lambdas/platform/keys/seal.ts';
import {
  type DataKey,
  ItemUnreadable,
  openAttribute,
  openItem,
  sealAttribute,
  sealItem,
} from '../../../../lambdas/platform/keys/sealed-items.ts';

const item = z.strictObject({
  userId: z.string(),
  noteId: z.string(),
  state: z.enum(['open', 'done']),
  body: sealed(z.object({ text: z.string().check(z.maxLength(1000)), tags: z.array(z.string()) })),
  title: z.optional(sealed(z.string())),
  password: secret(z.string()),
});

const notes = defineTable({
  name: 'notes',
  keys: { partition: 'userId', sort: 'noteId' },
  sealedWith: 'content',
  item,
  privacy: { category: 'conversation', subject: { by: 'user' }, export: 'items', erase: 'delete' },
});

const dataKey = (): DataKey => ({ key: createSecretKey(randomBytes(32)), version: 1 });
const key = dataKey();
const note = {
  userId: 'usr_a',
  noteId: 'n1',
  state: 'open' as const,
  body: { text: 'marmalade', tags: ['x'] },
  title: 'zeppelin',
  password: 'hunter2',
};

describe('sealed items', () => {
  it('keeps keys and states in clear, content and secrets as bytes', () => {
    const stored = sealItem(notes, key, note);
    expect(stored).toMatchObject({ userId: 'usr_a', noteId: 'n1', state: 'open', v: 1 });
    for (const name of ['body', 'title', 'password']) expect(stored[name]).toBeInstanceOf(Uint8Array);
    const raw = Object.values(stored).map((value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
    );
    expect(raw.join()).not.toMatch(/marmalade|zeppelin|hunter2/);
    expect(openItem(notes, key, stored)).toEqual(note);
  });

  it('gives back any item', () => {
    const record = fc.record({
      text: fc.string({ unit: 'grapheme', maxLength: 100 }),
      tags: fc.array(fc.string({ unit: 'grapheme' })),
    });
    fc.assert(
      fc.property(record, (body) => {
        const one = { ...note, body };
        expect(openItem(notes, key, sealItem(notes, key, one))).toEqual(one);
      }),
    );
  });

  it('leaves out what is absent', () => {
    const { title: _, ...untitled } = note;
    const stored = sealItem(notes, key, untitled);
    expect(stored).not.toHaveProperty('title');
    expect(openItem(notes, key, stored)).toEqual(untitled);
  });

  it.each([
    ['another account', { userId: 'usr_b' }],
    ['another item', { noteId: 'n2' }],
  ])('does not open under the key of %s', (_, keys) => {
    expect(() => openItem(notes, key, { ...sealItem(notes, key, note), ...keys })).toThrow(SealBroken);
  });

  it('does not open in another attribute, in another table, or with another key', () => {
    const stored = sealItem(notes, key, note);
    expect(() => openItem(notes, key, { ...stored, title: stored['password'] })).toThrow(SealBroken);
    expect(() => openItem({ ...notes, name: 'drafts' }, key, stored)).toThrow(SealBroken);
    expect(() => openItem(notes, dataKey(), stored)).toThrow(SealBroken);
  });

  it('refuses clear text where sealed bytes belong', () => {
    expect(() => openItem(notes, key, { ...sealItem(notes, key, note), title: 'planted' })).toThrow(
      SealBroken,
    );
  });

  it('names the attribute that does not fit, never its value', () => {
    const stored = {
      ...sealItem(notes, key, note),
      body: sealAttribute(notes, key, note, 'body', { text: 7, tags: 'marmalade' }),
    };
    expect(() => openItem(notes, key, stored)).toThrow(
      new ItemUnreadable('notes: does not fit its schema: body'),
    );
    expect(() => openItem(notes, key, { ...stored, v: 2 })).toThrow(ItemUnreadable);
  });

  it('seals one attribute for an update', () => {
    const stored = {
      ...sealItem(notes, key, note),
      title: sealAttribute(notes, key, note, 'title', 'airship'),
    };
    expect(openItem(notes, key, stored).title).toBe('airship');
    expect(openAttribute(notes, key, note, 'title', stored.title)).toBe('airship');
  });

  it('needs the keys of the item', () => {
    expect(() => sealAttribute(notes, key, { userId: 'usr_a' }, 'title', 'x')).toThrow(ItemUnreadable);
    expect(() => sealAttribute(notes, key, { noteId: 'n1' }, 'title', 'x')).toThrow(ItemUnreadable);
  });
});

import { createSecretKey, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  keyVersionOf,
  open,
  SEAL_OVERHEAD_BYTES,
  SealBroken,
  type SealedPlace,
  seal,
} from '../../../../lambdas/platform/keys/seal.ts';
import { knownAnswers } from './seal.known-answers.ts';

const key = createSecretKey(randomBytes(32));
const text = fc.string({ unit: 'grapheme' });
const place: fc.Arbitrary<SealedPlace> = fc.record(
  { table: text, partition: text, sort: fc.oneof(text, fc.nat()), attribute: text },
  { requiredKeys: ['table', 'partition', 'attribute'] },
);
const here = { table: 't', partition: 'p', attribute: 'a' };
const version = fc.integer({ min: 0, max: 0xffffffff });
const plaintext = fc.uint8Array({ maxLength: 300 });

describe('seal', () => {
  it.each(knownAnswers)('opens the known answer "$name"', ({ key, keyVersion, place, plaintext, sealed }) => {
    const secret = createSecretKey(Buffer.from(key, 'hex'));
    const opened = open(secret, keyVersion, place, Buffer.from(sealed, 'hex'));
    expect(Buffer.from(opened).toString('hex')).toBe(plaintext);
  });

  it('opens what was sealed, and adds a fixed number of bytes', () => {
    fc.assert(
      fc.property(place, version, plaintext, (place, version, plaintext) => {
        const sealed = seal(key, version, place, plaintext);
        expect(sealed.length).toBe(plaintext.length + SEAL_OVERHEAD_BYTES);
        expect(keyVersionOf(sealed)).toBe(version);
        expect(Buffer.from(open(key, version, place, sealed)).equals(plaintext)).toBe(true);
      }),
    );
  });

  it('never seals the same value to the same bytes', () => {
    const all = Array.from({ length: 500 }, () =>
      Buffer.from(seal(key, 1, here, Buffer.from('same'))).toString('hex'),
    );
    expect(new Set(all).size).toBe(all.length);
  });

  it('does not open with any one bit flipped', () => {
    fc.assert(
      fc.property(place, version, plaintext, fc.nat(), (place, version, plaintext, at) => {
        const sealed = Buffer.from(seal(key, version, place, plaintext));
        const bit = at % (sealed.length * 8);
        sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => open(key, version, place, sealed)).toThrow(SealBroken);
      }),
      { numRuns: 1000 },
    );
  });

  it('does not open in another place', () => {
    fc.assert(
      fc.property(place, place, version, plaintext, (here, there, version, plaintext) => {
        fc.pre(JSON.stringify(here) !== JSON.stringify(there));
        const sealed = seal(key, version, here, plaintext);
        expect(() => open(key, version, there, sealed)).toThrow(SealBroken);
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[string, SealedPlace, SealedPlace]>([
    ['parts that run together', { ...here, table: 'ta', partition: 'p' }, { ...here, partition: 'ap' }],
    ['partition and sort key swapped', { ...here, sort: 'y' }, { ...here, partition: 'y', sort: 'p' }],
    ['no sort key and an empty one', here, { ...here, sort: '' }],
    ['a number and its text', { ...here, sort: 1 }, { ...here, sort: '1' }],
  ])('tells apart: %s', (_, one, other) => {
    const sealed = seal(key, 1, one, Buffer.from('x'));
    expect(() => open(key, 1, other, sealed)).toThrow(SealBroken);
  });

  it('refuses a name that has no faithful encoding', () => {
    const place = { ...here, partition: '\ud800' };
    expect(() => seal(key, 1, place, Buffer.from('x'))).toThrow(TypeError);
  });

  it('does not open when truncated or extended', () => {
    fc.assert(
      fc.property(place, plaintext, fc.nat(), (place, plaintext, at) => {
        const sealed = seal(key, 1, place, plaintext);
        expect(() => open(key, 1, place, sealed.subarray(0, at % sealed.length))).toThrow(SealBroken);
        expect(() => open(key, 1, place, sealed.subarray(1 + (at % sealed.length)))).toThrow(SealBroken);
        expect(() => open(key, 1, place, Buffer.concat([sealed, Buffer.of(at % 256)]))).toThrow(SealBroken);
      }),
    );
  });

  it('does not open with another key or another version', () => {
    const sealed = seal(key, 1, here, Buffer.from('x'));
    expect(() => open(createSecretKey(randomBytes(32)), 1, here, sealed)).toThrow(SealBroken);
    expect(() => open(key, 2, here, sealed)).toThrow(SealBroken);
    expect(() => keyVersionOf(new Uint8Array(3))).toThrow(SealBroken);
  });

  it('says nothing about the content, the place or the cause', () => {
    const place = { table: 'conversations', partition: 'usr_someone', attribute: 'title' };
    const sealed = Buffer.from(seal(key, 1, place, Buffer.from('a secret title')));
    const damaged = Buffer.concat([sealed, Buffer.of(0)]);
    const broken = [damaged, sealed.subarray(0, 20), Buffer.alloc(60)].map((value) =>
      thrownBy(() => open(key, 1, place, value)),
    );
    const shown = broken.map((error) =>
      JSON.stringify([String(error), error, Object.getOwnPropertyNames(error)]),
    );
    expect(new Set(shown).size).toBe(1);
    expect(shown[0]).not.toMatch(/conversations|usr_|title|secret/);
    expect(broken.every((error) => error instanceof Error && error.cause === undefined)).toBe(true);
  });
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

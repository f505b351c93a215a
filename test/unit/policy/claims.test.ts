import { describe, expect, it } from 'vitest';
import type { PolicyName } from '../../../policy/claims/claim.ts';
import { claim, claims, claimsOf } from '../../../policy/claims/register.ts';

/** The ids that the first whole way must prove. */
const dueFirst = `
  T1 T2 T6 T7 T8 T11 T12 T14 T15 T17 T18 T19 T23 T24 T26 T28 T29 T30 T31 T32 T34 T36 T37 T40
  A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A15 A16 A17 A18 A19 A20 A22 A24 A25 A26 A27 A28 A29 A33 A34 A35
  A36 A37 A38 A39 A40 A41 A42 A43
  C3 C26 C37 C42 C73 C82 C83 C85 C86 C88 C94 C95 C105 C106 C120 C124 C126 C135 C137 C147 C157 C158 C159 C160
  C162 C171 C172 C178 C205 C211`
  .trim()
  .split(/\s+/);

const count = (test: (entry: (typeof claims)[number]) => boolean) => claims.filter(test).length;

describe('claims register', () => {
  it('holds every claim of the three policies once, in order', () => {
    const numbered = (letter: string, last: number) =>
      Array.from({ length: last }, (_, n) => `${letter}${n + 1}`);
    expect(claims.map((entry) => entry.id)).toEqual([
      ...numbered('T', 40),
      ...numbered('A', 46),
      ...numbered('C', 211),
    ]);
  });

  it.each<[PolicyName, number]>([
    ['tropic', 40],
    ['aegent', 46],
    ['connic', 211],
  ])('gives the profile %s the %i claims of its own policy', (profile, expected) => {
    expect(claimsOf(profile)).toHaveLength(expected);
    expect(claimsOf(profile).every((entry) => entry.policy === profile)).toBe(true);
  });

  it('gives the profile cloister all of them', () => {
    expect(claimsOf('cloister')).toEqual(claims);
  });

  it('has 254 claims for software, 37 shared with people, 6 for people alone', () => {
    expect(count((entry) => entry.kind === 'S')).toBe(254);
    expect(count((entry) => entry.kind === 'P')).toBe(37);
    expect(count((entry) => entry.kind === 'O')).toBe(6);
  });

  it('says for each claim that is not software alone what people have to do', () => {
    for (const entry of claims) expect(entry.people === undefined, entry.id).toBe(entry.kind === 'S');
  });

  it('marks exactly the claims that are due first', () => {
    expect(claims.filter((entry) => entry.due === 'first').map((entry) => entry.id)).toEqual(dueFirst);
  });

  it('refuses an id that is not in it', () => {
    expect(claim('C88').claim).toContain('run logs');
    expect(() => claim('C212')).toThrow(RangeError);
  });
});

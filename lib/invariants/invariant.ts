import type { Reading } from './reading.ts';

/** A resource that breaks a rule, and how. */
export interface Breach {
  readonly at: Reading;
  readonly how: string;
}

/** Something that holds for every deployment, whatever else changes. */
export interface Invariant {
  readonly name: string;
  readonly says: string;
  readonly breaches: (readings: readonly Reading[]) => readonly Breach[];
}

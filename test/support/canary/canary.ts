import { randomInt } from 'node:crypto';

/** Something that must not be found. */
export interface Canary {
  /** How a finding names it: findings never repeat what was found. */
  readonly label: string;
  /** What is put into the platform. */
  readonly text: string;
  /** What is looked for: any of these gives it away, so that a truncated copy is found too. */
  readonly marks: readonly string[];
  /** When it came into the world: what was written before cannot hold it, and is not read again. */
  readonly since: Date;
}

const words = 'amber falcon harbour juniper lantern meadow orchid pebble saffron willow'.split(' ');
const letters = 'abcdefghijklmnopqrstuvwxyz';
/** 26^10: by chance in a gigabyte of sealed bytes once in a hundred thousand scans. */
const MARK_LENGTH = 10;

/** A new canary: everyday words, a letter beyond ASCII, and marks that occur nowhere else. */
export function plant(label: string): Canary {
  const marks = [mark(), mark()];
  const [word, other] = [pick(words), pick(words)];
  return { label, text: `${word} ${marks[0]} é ${other} ${marks[1]}`, marks, since: new Date() };
}

/** A text that is looked for as a whole, an address, a name, an account's id, and that was nowhere before `since`. */
export const known = (label: string, text: string, since: Date): Canary => ({
  label,
  text,
  marks: [text],
  since,
});

const mark = (): string => Array.from({ length: MARK_LENGTH }, () => pick(letters)).join('');
const pick = (from: ArrayLike<string>): string => from[randomInt(from.length)] ?? '';

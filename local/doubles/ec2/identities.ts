import { accessSync, constants, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';

/** A line of a user-namespace map: first number inside, first outside, how many. */
type Line = readonly [inside: number, outside: number, count: number];

/** Which numbers of this computer stand for the users of a machine. */
export interface Identities {
  /** `own-range`: users of nobody else; `shared-range`: the same for all machines of this developer; `one`: everybody is the developer. */
  readonly kind: 'own-range' | 'shared-range' | 'one';
  readonly users: readonly Line[];
  readonly groups: readonly Line[];
}

/** Numbers inside of the machine, as the user data's `useradd` would give. */
export const runnerNumber = 990;
export const agentNumber = 1000;

const rangeSize = 65_536;
/** Far above what a system gives to people, services and containers. */
const firstOwnRange = 1_000_000_000;

/** The identities of a machine; `slot` tells machines apart. */
export function identitiesFor(slot: number): Identities {
  const { uid, gid, username } = userInfo();
  const only = (outside: number, count: number): Line[] => [[0, outside, count]];
  if (uid === 0) {
    const range = only(firstOwnRange + slot * rangeSize, rangeSize);
    return { kind: 'own-range', users: range, groups: range };
  }
  const users = subordinates('uid', [username, String(uid)]);
  const groups = subordinates('gid', [username, String(uid)]);
  if (!users || !groups) return { kind: 'one', users: only(uid, 1), groups: only(gid, 1) };
  return { kind: 'shared-range', users: [...only(uid, 1), users], groups: [...only(gid, 1), groups] };
}

/** The slot whose root has this number. */
export const slotOf = (owner: number): number => Math.max(0, Math.floor((owner - firstOwnRange) / rangeSize));

/** What a user's number inside is outside; where everybody is one, that one. */
export function outsideOf({ kind, users }: Identities, inside: number): number {
  for (const [first, outside, count] of users) {
    if (kind === 'one') return outside;
    if (inside >= first && inside < first + count) return outside + inside - first;
  }
  throw new Error(`user ${inside} is not mapped`);
}

/** The range that the system set aside for this developer's namespaces, if it did and has the helper for it. */
function subordinates(what: 'uid' | 'gid', owners: readonly string[]): Line | undefined {
  try {
    accessSync(`/usr/bin/new${what}map`, constants.X_OK);
    const lines = readFileSync(`/etc/sub${what}`, 'utf8')
      .split('\n')
      .map((line) => line.split(':'));
    const [, start, count] = lines.find(([who = '']) => owners.includes(who)) ?? [];
    return Number(count) >= rangeSize - 1 ? [1, Number(start), rangeSize - 1] : undefined;
  } catch {
    return undefined;
  }
}

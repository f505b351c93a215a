import { keysOf } from '../keys-of.ts';
import type { Profile, ProfileId } from '../profile.ts';
import { aegent } from './aegent.ts';
import { cloister } from './cloister.ts';
import { connic } from './connic.ts';
import { tropic } from './tropic.ts';

export const profiles: Readonly<Record<ProfileId, Profile>> = { tropic, aegent, connic, cloister };
export const profileIds = keysOf(profiles);

/** The profile by its id; throws on an unknown one, since nothing can run without. */
export function findProfile(id: string): Profile {
  const found = Object.values(profiles).find((profile) => profile.id === id);
  if (found === undefined) throw new Error('unknown profile');
  return found;
}

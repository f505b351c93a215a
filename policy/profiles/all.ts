import type { Profile, ProfileId } from '../profile.ts';
import { aegent } from './aegent.ts';
import { cloister } from './cloister.ts';
import { connic } from './connic.ts';
import { tropic } from './tropic.ts';

export const profiles: Readonly<Record<ProfileId, Profile>> = { tropic, aegent, connic, cloister };
export const profileIds = Object.keys(profiles) as [ProfileId, ...ProfileId[]];

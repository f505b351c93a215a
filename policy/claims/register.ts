import { entriesOf } from '../keys-of.ts';
import type { ProfileId } from '../profile.ts';
import { profiles } from '../profiles/all.ts';
import { aegentCollection } from './aegent/collection.ts';
import { aegentProcessing } from './aegent/processing.ts';
import { aegentRights } from './aegent/rights.ts';
import type { Claim, ClaimRows, PolicyName } from './claim.ts';
import { connicCalifornia } from './connic/california.ts';
import { connicChanges } from './connic/changes.ts';
import { connicCollection } from './connic/collection.ts';
import { connicCookies } from './connic/cookies.ts';
import { connicDuties } from './connic/duties.ts';
import { connicPurposes } from './connic/purposes.ts';
import { connicRecipients } from './connic/recipients.ts';
import { connicRetention } from './connic/retention.ts';
import { connicRights } from './connic/rights.ts';
import { connicRightsElsewhere } from './connic/rights-elsewhere.ts';
import { connicScope } from './connic/scope.ts';
import { connicSecurity } from './connic/security.ts';
import { connicTransfers } from './connic/transfers.ts';
import { tropicCollection } from './tropic/collection.ts';
import { tropicRecipients } from './tropic/recipients.ts';
import { tropicRights } from './tropic/rights.ts';

const rows: Readonly<Record<PolicyName, readonly ClaimRows[]>> = {
  tropic: [tropicCollection, tropicRecipients, tropicRights],
  aegent: [aegentCollection, aegentProcessing, aegentRights],
  connic: [
    connicScope,
    connicCollection,
    connicPurposes,
    connicDuties,
    connicRecipients,
    connicRetention,
    connicSecurity,
    connicTransfers,
    connicRights,
    connicRightsElsewhere,
    connicCookies,
    connicChanges,
    connicCalifornia,
  ],
};

const ofPolicy = (policy: PolicyName): readonly Claim[] =>
  rows[policy].flatMap(entriesOf).map(([id, row]) => ({
    id,
    kind: row.people === undefined ? 'S' : 'P',
    modules: ['privacy'],
    due: 'later',
    ...row,
    policy,
  }));

/** Every claim of the three policies, in the order of the policies. */
export const claims: readonly Claim[] = [...ofPolicy('tropic'), ...ofPolicy('aegent'), ...ofPolicy('connic')];

const byId = new Map<string, Claim>(claims.map((entry) => [entry.id, entry]));

/** The claim of this id; an id that is not in the register is a mistake of the caller. */
export function claim(id: string): Claim {
  const found = byId.get(id);
  if (found === undefined) throw new RangeError(`No claim ${id} in the register.`);
  return found;
}

/** The claims that a deployment of the profile must keep. */
export function claimsOf(profile: ProfileId): readonly Claim[] {
  const letters: readonly string[] = profiles[profile].claims;
  return claims.filter((entry) => letters.includes(entry.id.charAt(0)));
}

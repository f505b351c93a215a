import { createHash } from 'node:crypto';
import { categoryIds } from '../../policy/categories.ts';
import { type Controller, privacyPolicy } from '../../policy/documents/privacy-policy.ts';
import type { Profile } from '../../policy/profile.ts';
import type { ItemOf } from '../spec/store.ts';
import { storesOf } from '../stores.ts';
import type { policyVersions } from './stores.ts';

/** The policy of a deployment as it is published: text, date, and the hash by which its acceptance is recorded. */
export function policyVersion(profile: Profile, controller: Controller): ItemOf<typeof policyVersions> {
  const here = new Set<string>(storesOf(profile.capabilities).map(({ privacy }) => privacy.category));
  const held = categoryIds.filter((id) => here.has(id));
  const html = privacyPolicy(profile, controller, held);
  return {
    document: 'privacy',
    version: profile.policyRevised,
    effective: profile.policyRevised,
    sha256: createHash('sha256').update(html).digest('hex'),
    html,
  };
}

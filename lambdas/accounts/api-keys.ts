import { MAX_API_KEYS } from '../../contracts/accounts/stores.ts';
import type { Permission } from '../../contracts/permissions.ts';
import type { AuditTrail } from '../platform/audit/audit-trail.ts';
import type { Actor } from '../platform/auth/actor.ts';
import { Problem } from '../platform/http/problem.ts';
import type { PolicyStore } from '../privacy/policy-store.ts';
import type { OnboardingStore } from './onboarding-store.ts';
import type { TokenStore } from './token-store.ts';
import { newApiKey, tokenView } from './tokens.ts';

export interface KeyHolder {
  readonly store: TokenStore;
  readonly audit: AuditTrail;
  readonly acceptances: OnboardingStore;
  readonly policies: PolicyStore;
}

interface Wanted {
  readonly label: string;
  readonly scopes: readonly Permission[];
  readonly expiresInDays: number;
}

/** Makes an API key; its value is in this answer only. Nobody gets one before the policy in force is accepted (C3). */
export async function addApiKey(
  { store, audit, acceptances, policies }: KeyHolder,
  actor: Actor,
  wanted: Wanted,
  now: number,
) {
  const [inForce, accepted, existing] = await Promise.all([
    policies.inForce(),
    acceptances.listAcceptances(actor.userId),
    store.listByUser(actor.userId),
  ]);
  if (!accepted.some(({ document }) => document === `privacy#${inForce?.version}`)) {
    throw new Problem('policy_outdated', 'Accept the version in force first.');
  }
  if (existing.filter(({ kind }) => kind === 'api-key').length >= MAX_API_KEYS) {
    throw new Problem('limit_reached', `At most ${MAX_API_KEYS} API keys can exist.`);
  }
  const issued = newApiKey(actor, wanted, now);
  const created = { action: 'api-key.created', by: 'you', of: issued.item.tokenId } as const;
  await audit.record(actor.userId, created, store.adding(issued.item), now, actor.keyEpoch);
  return { key: tokenView(issued.item, actor.tokenHash), value: issued.value };
}

import { newId } from '../../contracts/ids.ts';
import { firstPlan } from '../../policy/plans.ts';
import type { Newcomer } from '../platform/auth/actor.ts';
import { Problem } from '../platform/http/problem.ts';
import type { Acceptance } from './onboarding-store.ts';
import type { Account } from './tokens.ts';

/** The policy that a newcomer must accept. */
export interface PolicyInForce {
  readonly version: string;
  readonly sha256: string;
}

/** The account of a newcomer and what was accepted for it. Throws `policy_outdated` when another version is in force. */
export function newAccount(
  newcomer: Newcomer,
  accepted: string,
  inForce: PolicyInForce | undefined,
  now: number,
): { account: Account; acceptance: Acceptance } {
  if (inForce === undefined || inForce.version !== accepted)
    throw new Problem('policy_outdated', 'Read the version in force, then accept it.');
  const at = new Date(now).toISOString();
  const { userId, subject } = newcomer;
  return {
    account: {
      userId,
      subject,
      customerId: newId('customer'),
      state: 'active',
      plan: firstPlan,
      keyEpoch: 1,
      adult: true,
      createdAt: at,
    },
    acceptance: {
      userId,
      document: `privacy#${inForce.version}`,
      sha256: inForce.sha256,
      channel: 'console',
      acceptedAt: at,
    },
  };
}

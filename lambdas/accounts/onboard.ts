import { SESSION_SECONDS } from '../../contracts/accounts/stores.ts';
import type { DataKeyPurpose } from '../../contracts/spec/store.ts';
import { welcomeOf } from '../billing/ledger-items.ts';
import type { LedgerStore } from '../billing/ledger-store.ts';
import type { AuditTrail } from '../platform/audit/audit-trail.ts';
import type { Caller, Newcomer } from '../platform/auth/actor.ts';
import type { TransactItem } from '../platform/dynamo/transactions.ts';
import { Problem } from '../platform/http/problem.ts';
import { type KeyMaker, makeDataKey } from '../platform/keys/data-keys.ts';
import type { WrappedKeyTable } from '../platform/keys/wrapped-key-table.ts';
import type { PolicyStore } from '../privacy/policy-store.ts';
import type { AccountStore } from './account-store.ts';
import type { IdentityStore } from './identity-store.ts';
import { newAccount } from './onboarding.ts';
import type { OnboardingStore } from './onboarding-store.ts';
import { type Account, sessionView } from './tokens.ts';
import { addressOf, type PeopleStore } from './user-pool-store.ts';
import type { WelcomeStore } from './welcome-store.ts';

/** The keys of one purpose: how one is made, and where it lies. */
type Keys = KeyMaker & { readonly store: Pick<WrappedKeyTable, 'adding'> };

export interface OnboardingParts {
  readonly store: OnboardingStore;
  readonly accounts: AccountStore;
  readonly identities: IdentityStore;
  readonly people: PeopleStore;
  readonly policies: PolicyStore;
  readonly keys: Readonly<Record<DataKeyPurpose, Keys>>;
  readonly ledger: Pick<LedgerStore, 'openingParts'>;
  readonly welcomes: WelcomeStore;
  /** Micro-credits. */
  readonly welcome: number;
  readonly audit: AuditTrail;
}

/**
 * Makes an account of a sign-in, in one transaction. Killed before it, nothing is there (KMS keeps no data key);
 * killed after it, a retry finds the account.
 */
export async function onboard(
  parts: OnboardingParts,
  caller: Caller,
  accepted: { readonly policyVersion: string },
  now: number,
) {
  if (caller.kind !== 'sign-in') return sessionView(caller);
  // A sign-in that waited in another tab outlives the erasure of the account: nobody could ever sign in to a new one. An
  // erasure deletes its person first, and the link from the sign-in goes only when whoever passed here has long ended.
  const person = await parts.people.find(caller.subject);
  if (person === undefined) throw new Problem('unauthenticated', 'This account was deleted. Sign up again.');
  const inForce = await parts.policies.inForce();
  const { account, acceptance } = newAccount(caller, accepted.policyVersion, inForce, now);
  const { userId, customerId, createdAt } = account;
  const keys = await Promise.all([
    keyItem(parts.keys.content, account, now),
    keyItem(parts.keys.credentials, account, now),
  ]);
  const expiresAt = Math.floor(now / 1000) + SESSION_SECONDS;
  const created = { action: 'account.created', by: 'you', of: userId } as const;
  const claim = await parts.welcomes.claim(addressOf(person), now);
  const grant = claim && welcomeOf(parts.welcome, createdAt);
  const outcome = await parts.store.create({
    account,
    acceptance,
    session: { tokenHash: caller.tokenHash, expiresAt },
    keys,
    grant: [...parts.ledger.openingParts(customerId, grant), ...(claim ?? [])],
    event: await parts.audit.beginning(userId, created, now),
  });
  const made = outcome === 'created' ? account : await madeBefore(parts, caller);
  return { stage: 'ready' as const, userId: made.userId, state: made.state, plan: made.plan, expiresAt };
}

const keyItem = async (keys: Keys, account: Account, now: number): Promise<TransactItem> =>
  keys.store.adding(await makeDataKey(keys, account, new Date(now)));

/** The account that an earlier attempt with this very session made. Made by another session, this one must sign in again. */
async function madeBefore(parts: OnboardingParts, { subject, userId }: Newcomer): Promise<Account> {
  const owner = await parts.identities.ownerOf(subject);
  const account = owner && (await parts.accounts.find(owner));
  if (account?.userId !== userId)
    throw new Problem('already_exists', 'This address has an account already. Sign in again.');
  return account;
}

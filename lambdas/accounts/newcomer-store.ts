import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { KMSClient } from '@aws-sdk/client-kms';
import {
  acceptances,
  accounts,
  identities,
  SESSION_SECONDS,
  tokens,
} from '../../contracts/accounts/stores.ts';
import { balances, ledger } from '../../contracts/billing/stores.ts';
import type { UserId } from '../../contracts/ids.ts';
import { kmsKeys } from '../../contracts/platform/kms-keys.ts';
import { contentKeys, credentialKeys } from '../../contracts/platform/stores.ts';
import { policyVersions } from '../../contracts/privacy/stores.ts';
import type { DataKeyPurpose } from '../../contracts/spec/store.ts';
import { MICRO_CREDITS_PER_CREDIT } from '../../policy/models.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { grantItems, type LedgerTables, welcomeOf } from '../billing/ledger-items.ts';
import { type AuditTrail, openAudit } from '../platform/audit/audit-trail.ts';
import type { Caller, Newcomer } from '../platform/auth/actor.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { Problem } from '../platform/http/problem.ts';
import { type KeyMaker, makeDataKey } from '../platform/keys/data-keys.ts';
import { AccountStore } from './account-store.ts';
import { IdentityStore } from './identity-store.ts';
import { newAccount } from './onboarding.ts';
import { OnboardingStore } from './onboarding-store.ts';
import { PolicyStore } from '../privacy/policy-store.ts';
import { type Account, sessionView } from './tokens.ts';
import { findPerson } from './user-pool-store.ts';

/** What onboarding needs. */
export interface OnboardingParts {
  readonly store: OnboardingStore;
  readonly accounts: AccountStore;
  readonly identities: IdentityStore;
  readonly policies: PolicyStore;
  readonly keys: Readonly<Record<DataKeyPurpose, KeyMaker>>;
  readonly ledger: LedgerTables;
  readonly welcome: number;
  readonly audit: AuditTrail;
  readonly cognito: CognitoIdentityProviderClient;
  readonly poolId: string;
}

/** The parts of this deployment. */
export function openOnboarding(): OnboardingParts {
  const profile = findProfile(env('PROFILE'));
  const kms = new KMSClient({});
  const names = { accounts: env(accounts.env), identities: env(identities.env) };
  const maker = (purpose: DataKeyPurpose) => ({ kms, kmsKeyArn: env(kmsKeys[purpose].env), purpose });
  return {
    store: new OnboardingStore(documents, {
      ...names,
      acceptances: env(acceptances.env),
      tokens: env(tokens.env),
      contentKeys: env(contentKeys.env),
      credentialKeys: env(credentialKeys.env),
    }),
    accounts: new AccountStore(documents, names.accounts),
    identities: new IdentityStore(documents, names.identities),
    policies: new PolicyStore(documents, env(policyVersions.env), env('POLICY_VERSION')),
    keys: { content: maker('content'), credentials: maker('credentials') },
    ledger: { balances: env(balances.env), ledger: env(ledger.env) },
    welcome: profile.welcomeCredits * MICRO_CREDITS_PER_CREDIT,
    audit: openAudit(),
    cognito: new CognitoIdentityProviderClient({}),
    poolId: env('USER_POOL_ID'),
  };
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
  // A sign-in that waited in another tab outlives the erasure of the account: nobody could ever sign in to a new one.
  if ((await personOf(parts, caller.subject)) === undefined)
    throw new Problem('unauthenticated', 'This account was deleted. Sign up again.');
  const { account, acceptance } = newAccount(
    caller,
    accepted.policyVersion,
    await parts.policies.inForce(),
    now,
  );
  const [content, credentials] = await Promise.all([
    makeDataKey(parts.keys.content, account, new Date(now)),
    makeDataKey(parts.keys.credentials, account, new Date(now)),
  ]);
  const expiresAt = Math.floor(now / 1000) + SESSION_SECONDS;
  const outcome = await parts.store.create({
    account,
    acceptance,
    session: { tokenHash: caller.tokenHash, expiresAt },
    keys: { content, credentials },
    grant: welcome(parts, account),
    event: await parts.audit.beginning(
      account.userId,
      { action: 'account.created', by: 'you', of: account.userId },
      now,
    ),
  });
  const made = outcome === 'created' ? account : await madeBefore(parts, caller);
  return { stage: 'ready' as const, userId: made.userId, state: made.state, plan: made.plan, expiresAt };
}

const welcome = ({ ledger: tables, welcome: amount }: OnboardingParts, { customerId, createdAt }: Account) =>
  grantItems(tables, customerId, welcomeOf(customerId, amount, createdAt));

/** The account that an earlier attempt with this very session made. Made by another session, this one must sign in again. */
async function madeBefore(parts: OnboardingParts, { subject, userId }: Newcomer): Promise<Account> {
  const owner = await parts.identities.ownerOf(subject);
  const account = owner && (await parts.accounts.find(owner));
  if (account?.userId !== userId)
    throw new Problem('already_exists', 'This address has an account already. Sign in again.');
  return account;
}

/** What a person sees of the own account; the address comes from the identity service, which alone has it. */
export async function readAccount(parts: OnboardingParts, user: UserId) {
  const [account, accepted] = await Promise.all([
    parts.accounts.find(user),
    parts.store.listAcceptances(user),
  ]);
  if (account === undefined) throw new Problem('not_found');
  const found = await personOf(parts, account.subject);
  const email = found?.UserAttributes?.find(({ Name }) => Name === 'email')?.Value ?? '';
  const { userId, state, plan, createdAt } = account;
  return {
    userId,
    email,
    state,
    plan,
    createdAt,
    acceptances: accepted.map(({ document, acceptedAt }) => ({ document, acceptedAt })),
  };
}

const personOf = ({ cognito, poolId }: OnboardingParts, subject: string) =>
  findPerson(cognito, { UserPoolId: poolId, Username: subject });

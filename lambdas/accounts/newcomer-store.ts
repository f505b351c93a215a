import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { KMSClient } from '@aws-sdk/client-kms';
import { acceptances, accounts, identities, SESSION_SECONDS, tokens } from '../../contracts/accounts.ts';
import { balances, ledger } from '../../contracts/billing.ts';
import type { UserId } from '../../contracts/ids.ts';
import { contentKeys, credentialKeys, kmsKeys } from '../../contracts/keys.ts';
import { policyVersions } from '../../contracts/privacy.ts';
import { MICRO_CREDITS_PER_CREDIT } from '../../policy/models.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { entryIdFor } from '../billing/ledger.ts';
import { grantItems, type LedgerTables } from '../billing/ledger-items.ts';
import { type AuditTrail, openAudit } from '../platform/audit/audit-trail.ts';
import type { Caller, Newcomer } from '../platform/auth/actor.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { Problem } from '../platform/http/problem.ts';
import { createDataKey, type KeyWrapping } from '../platform/keys/data-keys.ts';
import { WrappedKeyTable } from '../platform/keys/wrapped-key-table.ts';
import { AccountStore } from './account-store.ts';
import { newAccount } from './onboarding.ts';
import { OnboardingStore } from './onboarding-store.ts';
import { PolicyStore } from './policy-store.ts';
import { type Account, sessionView } from './tokens.ts';

/** What onboarding needs. */
export interface OnboardingParts {
  readonly store: OnboardingStore;
  readonly accounts: AccountStore;
  readonly policies: PolicyStore;
  readonly wrappings: readonly KeyWrapping[];
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
  const wrapping = (purpose: 'content' | 'credentials', table: string) => ({
    kms,
    kmsKeyArn: env(kmsKeys[purpose].env),
    purpose,
    store: new WrappedKeyTable(documents, table),
  });
  return {
    store: new OnboardingStore(documents, {
      ...names,
      acceptances: env(acceptances.env),
      tokens: env(tokens.env),
    }),
    accounts: new AccountStore(documents, names),
    policies: new PolicyStore(documents, env(policyVersions.env), profile.policyRevised),
    wrappings: [wrapping('content', env(contentKeys.env)), wrapping('credentials', env(credentialKeys.env))],
    ledger: { balances: env(balances.env), ledger: env(ledger.env) },
    welcome: profile.welcomeCredits * MICRO_CREDITS_PER_CREDIT,
    audit: openAudit(),
    cognito: new CognitoIdentityProviderClient({}),
    poolId: env('USER_POOL_ID'),
  };
}

/**
 * Makes an account of a sign-in. Keys come first: they are idempotent and belong to nobody until the one transaction
 * that makes everything else. Killed before it, a retry finds the keys; killed after it, there is nothing left to do.
 */
export async function onboard(
  parts: OnboardingParts,
  caller: Caller,
  accepted: { readonly policyVersion: string },
  now: number,
) {
  if (caller.kind !== 'sign-in') return sessionView(caller);
  const { account, acceptance } = newAccount(
    caller,
    accepted.policyVersion,
    await parts.policies.inForce(),
    now,
  );
  for (const wrapping of parts.wrappings) await createDataKey(wrapping, account, new Date(now));
  const expiresAt = Math.floor(now / 1000) + SESSION_SECONDS;
  const outcome = await parts.store.create({
    account,
    acceptance,
    session: { tokenHash: caller.tokenHash, expiresAt },
    grant: welcome(parts, account),
  });
  const made = outcome === 'created' ? account : await madeBefore(parts, caller);
  await parts.audit.append(
    made.userId,
    { action: 'account.created', by: 'you', of: made.userId },
    { once: true },
  );
  return { stage: 'ready' as const, userId: made.userId, state: made.state, plan: made.plan, expiresAt };
}

const welcome = ({ ledger: tables, welcome: amount }: OnboardingParts, { customerId, createdAt }: Account) =>
  grantItems(tables, customerId, {
    entryId: entryIdFor(customerId),
    amount,
    kind: 'welcome',
    facts: { at: createdAt, of: customerId },
  });

/** The account that an earlier attempt with this very session made. Made by another session, this one must sign in again. */
async function madeBefore(
  { accounts: store }: OnboardingParts,
  { subject, userId }: Newcomer,
): Promise<Account> {
  const account = await store.findBySubject(subject);
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
  const found = await parts.cognito.send(
    new AdminGetUserCommand({ UserPoolId: parts.poolId, Username: account.subject }),
  );
  const email = found.UserAttributes?.find(({ Name }) => Name === 'email')?.Value ?? '';
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

import * as z from 'zod';
import { planIds } from '../policy/plans.ts';
import { id } from './ids.ts';
import { expiry, instant, pageOf } from './pages.ts';
import { scopes } from './permissions.ts';
import { internal } from './spec/marks.ts';
import { defineRoute } from './spec/route.ts';
import { defineStore, defineTable } from './spec/store.ts';

export const accountStates = ['active', 'restricted', 'closing'] as const;
export type AccountState = (typeof accountStates)[number];

/** A person's account. The address stays with the identity service; here is only what the platform needs. */
export const accounts = defineTable({
  name: 'accounts',
  keys: { partition: 'userId' },
  item: z.strictObject({
    userId: id('account'),
    /** The identity service's id of this person. */
    subject: internal(z.string()),
    /** The bridge to the billing records; erased with the account. */
    customerId: id('customer'),
    state: z.enum(accountStates),
    plan: z.enum(planIds),
    /** Rises when the account closes or comes back: a cached data key of an older epoch serves nothing. */
    keyEpoch: internal(z.number().int()),
    adult: z.literal(true),
    createdAt: instant,
    closedAt: instant.optional(),
  }),
  privacy: { category: 'account', subject: { by: 'user' }, export: 'items', erase: 'delete' },
});

/** From the identity service's id to the account; never by address, so accounts are not linked by e-mail. */
export const identities = defineTable({
  name: 'identities',
  keys: { partition: 'subject' },
  indexes: { byUser: { partition: 'userId', project: 'all' } },
  item: z.strictObject({ subject: z.string(), userId: id('account') }),
  privacy: {
    category: 'identity',
    subject: { by: 'index', index: 'byUser' },
    export: 'items',
    erase: 'delete',
  },
});

export const tokenKinds = ['session', 'api-key', 'sign-in'] as const;

/**
 * Sessions, API keys, and sessions of people who have not accepted the policy yet (`sign-in`).
 * The key is the SHA-256 of the token, so the table cannot be used to sign in.
 * One consistent read tells who it is, what it may do and whether the account is active.
 */
export const tokens = defineTable({
  name: 'tokens',
  keys: { partition: 'tokenHash' },
  indexes: { byUser: { partition: 'userId', sort: 'tokenId', project: 'all' } },
  ttl: 'expiresAt',
  // A restored token would let a revoked session in again.
  restoreDays: 0,
  item: z.strictObject({
    tokenHash: internal(z.string()),
    tokenId: z.string(),
    kind: z.enum(tokenKinds),
    userId: id('account').optional(),
    customerId: internal(id('customer').optional()),
    /** Only before onboarding: whom to make an account for. */
    subject: internal(z.string().optional()),
    accountState: internal(z.enum(accountStates)),
    keyEpoch: internal(z.number().int()),
    plan: internal(z.enum(planIds)),
    scopes: z.array(z.enum(scopes)).optional(),
    label: z.string(),
    createdAt: instant,
    /** The day of the last use; a day is enough to notice a stranger. */
    lastUsedOn: z.iso.date(),
    /** Epoch second of the sign-in behind it, for acts that demand a fresh one. */
    signedInAt: z.number().int(),
    expiresAt: expiry,
  }),
  privacy: {
    category: 'session',
    subject: { by: 'index', index: 'byUser' },
    export: 'items',
    erase: 'delete',
  },
});

/** Which version of which document a person accepted, and when (C3). */
export const acceptances = defineTable({
  name: 'acceptances',
  keys: { partition: 'userId', sort: 'document' },
  item: z.strictObject({
    userId: id('account'),
    /** `privacy#<version>`. */
    document: z.string(),
    sha256: z.string(),
    channel: z.literal('console'),
    acceptedAt: instant,
  }),
  privacy: { category: 'acceptance', subject: { by: 'user' }, export: 'items', erase: 'delete' },
});

/** The user pool holds address and password verifier; nothing of ours does (T12, A7). */
export const userPool = defineStore({
  kind: 'user-pool',
  name: 'user-pool',
  privacy: { category: 'identity', subject: { by: 'identity' }, export: 'items', erase: 'delete' },
});

/** State, nonce and verifier of a sign-in wait in the browser alone. */
export const signInCookie = defineStore({
  kind: 'browser',
  name: '__Host-login',
  privacy: {
    category: 'sign-in-attempt',
    subject: { by: 'nobody', because: 'it is in your browser only' },
    export: { none: 'it is in your browser only' },
    erase: 'expires',
  },
});

const tokenView = z.strictObject({
  tokenId: z.string(),
  kind: z.enum(tokenKinds),
  label: z.string(),
  scopes: z.array(z.enum(scopes)).optional(),
  createdAt: instant,
  lastUsedOn: z.iso.date(),
  expiresAt: expiry,
  current: z.boolean(),
});

export const MAX_API_KEYS = 20;
export const SESSION_SECONDS = 12 * 60 * 60;
export const MAX_API_KEY_DAYS = 365;

export const sessionView = z.strictObject({
  /** `onboarding` until the policy is accepted. */
  stage: z.enum(['onboarding', 'ready', 'closing']),
  userId: id('account').optional(),
  state: z.enum(accountStates).optional(),
  plan: z.enum(planIds).optional(),
  expiresAt: expiry,
});

const tag = 'Account';

export const accountRoutes = {
  health: defineRoute({
    id: 'health',
    method: 'GET',
    path: '/v1/health',
    summary: 'Whether the service answers',
    tag: 'Service',
    permission: 'public',
    status: 200,
    answer: z.strictObject({ status: z.literal('ok') }),
  }),
  signIn: defineRoute({
    id: 'signIn',
    method: 'GET',
    path: '/v1/sign-in',
    summary: 'Start a sign-in: redirects to the managed login page',
    tag,
    permission: 'public',
    query: z.strictObject({
      fresh: z.literal('1').optional(),
      next: z
        .string()
        .regex(/^\/(?![/\\])[\w/-]{0,200}$/)
        .optional(),
    }),
    status: 302,
  }),
  finishSignIn: defineRoute({
    id: 'finishSignIn',
    method: 'GET',
    path: '/v1/sign-in/callback',
    summary: 'Finish a sign-in: exchanges the code and sets the session',
    tag,
    permission: 'public',
    query: z.object({
      code: z.string().max(2048).optional(),
      state: z.string().max(512).optional(),
      error: z.string().max(200).optional(),
    }),
    status: 302,
  }),
  readSession: defineRoute({
    id: 'readSession',
    method: 'GET',
    path: '/v1/session',
    summary: 'Who is signed in',
    tag,
    permission: 'sign-in',
    status: 200,
    answer: sessionView,
  }),
  onboard: defineRoute({
    id: 'onboard',
    method: 'POST',
    path: '/v1/onboarding',
    summary: 'Accept the policy in force and declare to be 18 or older; makes the account',
    tag,
    permission: 'sign-in',
    body: z.strictObject({ policyVersion: z.string().max(40), adult: z.literal(true) }),
    status: 201,
    answer: sessionView,
  }),
  signOut: defineRoute({
    id: 'signOut',
    method: 'POST',
    path: '/v1/sign-out',
    summary: 'End this session, here and at the identity service',
    tag,
    permission: 'sign-in',
    status: 200,
    answer: z.strictObject({ continueAt: z.url() }),
  }),
  listSessions: defineRoute({
    id: 'listSessions',
    method: 'GET',
    path: '/v1/sessions',
    summary: 'Sessions that can act for you',
    tag,
    permission: 'account:manage',
    status: 200,
    answer: pageOf(tokenView),
  }),
  endOtherSessions: defineRoute({
    id: 'endOtherSessions',
    method: 'DELETE',
    path: '/v1/sessions',
    summary: 'End all sessions but this one',
    tag,
    permission: 'account:manage',
    status: 204,
  }),
  endSession: defineRoute({
    id: 'endSession',
    method: 'DELETE',
    path: '/v1/sessions/{tokenId}',
    summary: 'End one session',
    tag,
    permission: 'account:manage',
    params: z.strictObject({ tokenId: id('session') }),
    status: 204,
  }),
  listApiKeys: defineRoute({
    id: 'listApiKeys',
    method: 'GET',
    path: '/v1/api-keys',
    summary: 'API keys, without their values',
    tag,
    permission: 'account:manage',
    status: 200,
    answer: pageOf(tokenView),
  }),
  createApiKey: defineRoute({
    id: 'createApiKey',
    method: 'POST',
    path: '/v1/api-keys',
    summary: 'Make an API key; its value is in this answer only',
    tag,
    permission: 'account:manage',
    fresh: true,
    body: z.strictObject({
      label: z.string().trim().min(1).max(60),
      scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
      expiresInDays: z.number().int().min(1).max(MAX_API_KEY_DAYS),
    }),
    status: 201,
    answer: z.strictObject({ key: tokenView, value: z.string() }),
  }),
  deleteApiKey: defineRoute({
    id: 'deleteApiKey',
    method: 'DELETE',
    path: '/v1/api-keys/{tokenId}',
    summary: 'Revoke an API key at once',
    tag,
    permission: 'account:manage',
    params: z.strictObject({ tokenId: id('apiKey') }),
    status: 204,
  }),
  readAccount: defineRoute({
    id: 'readAccount',
    method: 'GET',
    path: '/v1/account',
    summary: 'Your account',
    tag,
    permission: 'account:manage',
    status: 200,
    answer: z.strictObject({
      userId: id('account'),
      email: z.email(),
      state: z.enum(accountStates),
      plan: z.enum(planIds),
      createdAt: instant,
      acceptances: z.array(z.strictObject({ document: z.string(), acceptedAt: instant })),
    }),
  }),
} as const;

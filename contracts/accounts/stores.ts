import * as z from 'zod/mini';
import { planIds } from '../../policy/plans.ts';
import { SESSION_HOURS } from '../../policy/retention.ts';
import { id } from '../ids.ts';
import { expiry, instant } from '../pages.ts';
import { scopes } from '../permissions.ts';
import { internal } from '../spec/marks.ts';
import { aboutNobody, defineStore, defineTable } from '../spec/store.ts';

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
    keyEpoch: internal(z.int()),
    adult: z.literal(true),
    createdAt: instant,
    closedAt: z.optional(instant),
  }),
  privacy: {
    category: 'account',
    subject: { by: 'user' },
    export: 'items',
    erase: 'delete',
    holds: 'account',
  },
});

/** From the identity service's id to the account; never by address, so accounts are not linked by e-mail. */
export const identities = defineTable({
  name: 'identities',
  keys: { partition: 'subject' },
  indexes: { byUser: { partition: 'userId', project: 'all' } },
  item: z.strictObject({ subject: z.string(), userId: id('account') }),
  privacy: {
    category: 'identity',
    label: 'Link from sign-in to account',
    subject: { by: 'index', index: 'byUser' },
    export: 'items',
    erase: 'delete',
    // While somebody can sign in, the sign-in must lead to the closing account and not to a new one.
    holds: 'sign-in',
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
  indexes: {
    byUser: { partition: 'userId', sort: 'tokenId', project: 'all' },
    /** Sign-ins without an account alone: the others have no subject. */
    bySubject: { partition: 'subject', project: 'keys' },
  },
  ttl: 'expiresAt',
  // A restored token would let a revoked session in again.
  restoreDays: 0,
  item: z.strictObject({
    tokenHash: internal(z.string()),
    tokenId: z.string(),
    kind: z.enum(tokenKinds),
    userId: z.optional(id('account')),
    customerId: internal(z.optional(id('customer'))),
    /** Only before onboarding: whom to make an account for. */
    subject: internal(z.optional(z.string())),
    accountState: internal(z.enum(accountStates)),
    keyEpoch: internal(z.int()),
    plan: internal(z.enum(planIds)),
    scopes: z.optional(z.array(z.enum(scopes))),
    label: z.string(),
    createdAt: instant,
    /** The day of the last use; a day is enough to notice a stranger. */
    lastUsedOn: z.iso.date(),
    /** Epoch second of the sign-in behind it, for acts that demand a fresh one. */
    signedInAt: z.int(),
    expiresAt: expiry,
  }),
  privacy: {
    category: 'session',
    subject: { by: 'index', index: 'byUser', signIns: 'bySubject' },
    export: 'items',
    erase: 'delete',
    admits: true,
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

/** Keyed hashes of addresses and of mail domains, each for one use: what was done once is not done again for a new account. */
export const addressHashes = /* @__PURE__ */ defineTable({
  name: 'address-hashes',
  keys: { partition: 'hash', sort: 'use' },
  ttl: 'expiresAt',
  item: z.strictObject({
    hash: z.string(),
    /** Welcome credits were given for this address; or to so many of this domain on one day. */
    use: z.enum(['welcome', 'welcomes-of-a-day']),
    count: z.optional(z.int()),
    expiresAt: expiry,
  }),
  privacy: {
    category: 'address-hash',
    subject: { by: 'nobody', because: 'found by the address alone, which goes with the account' },
    export: { none: 'it says nothing but that an address was here before' },
    erase: 'expires',
  },
});

/**
 * The user pool holds address and password verifier; nothing of ours does (T12, A7).
 * It has people before they have an account, whom no erasure would find: `sweep-newcomers` does.
 */
export const userPool = /* @__PURE__ */ defineStore({
  kind: 'user-pool',
  name: 'user-pool',
  privacy: {
    category: 'identity',
    subject: { by: 'identity' },
    export: 'items',
    erase: 'delete',
    admits: true,
  },
});

/** State, nonce and verifier of a sign-in wait in the browser alone. */
export const signInCookie = /* @__PURE__ */ defineStore({
  kind: 'browser',
  name: '__Host-login',
  privacy: /* @__PURE__ */ aboutNobody('it is in your browser only', {
    category: 'sign-in-attempt',
    erase: 'expires',
  }),
});

export const MAX_API_KEYS = 20;
export const SESSION_SECONDS = SESSION_HOURS * 60 * 60;
/** How long somebody who has signed in may take to accept the policy. */
export const SIGN_IN_SECONDS = 30 * 60;

import * as z from 'zod/mini';
import { planIds } from '../../policy/plans.ts';
import { MAX_API_KEY_DAYS } from '../../policy/retention.ts';
import { id } from '../ids.ts';
import { expiry, instant, pageOf } from '../pages.ts';
import { scopes } from '../permissions.ts';
import { defineRoutes } from '../spec/route.ts';
import { accountStates, tokenKinds } from './stores.ts';

/** A place of the console, and of no other origin. */
export const consolePath = z.string().check(z.regex(/^\/(?![/\\])[\w/-]{0,200}$/));

/** Why a sign-in was not finished, as `/welcome?problem=` says it to the console. Stable, and nothing of the attempt. */
export const signInFailures = [
  'sign_in_not_begun',
  'sign_in_ended',
  'sign_in_refused',
  'sign_in_unavailable',
] as const;
export type SignInFailure = (typeof signInFailures)[number];

const tokenView = z.strictObject({
  tokenId: z.string(),
  kind: z.enum(tokenKinds),
  label: z.string(),
  scopes: z.optional(z.array(z.enum(scopes))),
  createdAt: instant,
  lastUsedOn: z.iso.date(),
  expiresAt: expiry,
  current: z.boolean(),
});

export const sessionView = z.strictObject({
  /** `onboarding` until the policy is accepted. */
  stage: z.enum(['onboarding', 'ready', 'closing']),
  userId: z.optional(id('account')),
  state: z.optional(z.enum(accountStates)),
  plan: z.optional(z.enum(planIds)),
  expiresAt: expiry,
});

export const accountRoutes = defineRoutes(
  { module: 'accounts' },
  {
    signIn: {
      at: 'GET /v1/sign-in',
      summary: 'Start a sign-in: redirects to the managed login page',
      permission: 'public',
      query: z.strictObject({
        fresh: z.optional(z.literal('1')),
        next: z.optional(consolePath),
      }),
      status: 302,
    },
    finishSignIn: {
      at: 'GET /v1/sign-in/callback',
      summary:
        'Finish a sign-in: exchanges the code, sets the session, and leads to the console, which says what failed',
      permission: 'public',
      // A person's browser shows the answer: whatever stands in the address, the console says what failed.
      query: z.object({
        code: z.optional(z.string()),
        state: z.optional(z.string()),
        error: z.optional(z.string()),
      }),
      status: 303,
    },
    readSession: {
      at: 'GET /v1/session',
      summary: 'Who is signed in',
      permission: 'sign-in',
      answer: sessionView,
    },
    onboard: {
      at: 'POST /v1/onboarding',
      summary: 'Accept the policy in force and declare to be 18 or older; makes the account',
      permission: 'sign-in',
      body: z.strictObject({ policyVersion: z.string().check(z.maxLength(40)), adult: z.literal(true) }),
      status: 201,
      answer: sessionView,
    },
    signOut: {
      at: 'POST /v1/sign-out',
      summary: 'End this session, here and at the identity service',
      permission: 'sign-in',
      answer: z.strictObject({ continueAt: z.url() }),
    },
    listSessions: {
      at: 'GET /v1/sessions',
      summary: 'Sessions that can act for you',
      permission: 'account:manage',
      answer: pageOf(tokenView),
    },
    endOtherSessions: {
      at: 'DELETE /v1/sessions',
      summary: 'End all sessions but this one',
      permission: 'account:manage',
    },
    endSession: {
      at: 'DELETE /v1/sessions/{tokenId}',
      summary: 'End one session',
      permission: 'account:manage',
      params: z.strictObject({ tokenId: id('session') }),
    },
    listApiKeys: {
      at: 'GET /v1/api-keys',
      summary: 'API keys, without their values',
      permission: 'account:manage',
      answer: pageOf(tokenView),
    },
    createApiKey: {
      at: 'POST /v1/api-keys',
      summary: 'Make an API key; its value is in this answer only',
      permission: 'account:manage',
      fresh: true,
      body: z.strictObject({
        label: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
        scopes: z.array(z.enum(scopes)).check(z.minLength(1), z.maxLength(scopes.length)),
        expiresInDays: z.int().check(z.gte(1), z.lte(MAX_API_KEY_DAYS)),
      }),
      status: 201,
      answer: z.strictObject({ key: tokenView, value: z.string() }),
    },
    deleteApiKey: {
      at: 'DELETE /v1/api-keys/{tokenId}',
      summary: 'Revoke an API key at once',
      permission: 'account:manage',
      params: z.strictObject({ tokenId: id('apiKey') }),
    },
    readAccount: {
      at: 'GET /v1/account',
      summary: 'Your account',
      permission: 'account:manage',
      answer: z.strictObject({
        userId: id('account'),
        email: z.email(),
        state: z.enum(accountStates),
        plan: z.enum(planIds),
        createdAt: instant,
        acceptances: z.array(z.strictObject({ document: z.string(), acceptedAt: instant })),
      }),
    },
  },
);

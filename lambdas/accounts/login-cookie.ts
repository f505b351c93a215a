import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { consolePath } from '../../contracts/accounts/routes.ts';
import { LOGIN_COOKIE } from '../platform/auth/token.ts';

/** What waits in the browser while a person is at the login page. */
const attemptSchema = z.strictObject({
  state: z.string().check(z.length(43)),
  nonce: z.string().check(z.length(43)),
  verifier: z.string().check(z.length(43)),
  next: consolePath,
});
export type SignInAttempt = z.infer<typeof attemptSchema>;

/** A published promise: state, nonce and verifier are gone after ten minutes. */
const LOGIN_COOKIE_SECONDS = 600;

const random = (): string => randomBytes(32).toString('base64url');

export const newAttempt = (next: string): SignInAttempt => ({
  state: random(),
  nonce: random(),
  verifier: random(),
  next,
});

/** The PKCE challenge of a verifier (RFC 7636, S256). */
export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url');

/** `Lax`, because the way back from the login page is a navigation from another site. */
export const attemptCookie = (attempt: SignInAttempt): string =>
  `${LOGIN_COOKIE}=${Buffer.from(JSON.stringify(attempt)).toString('base64url')}; Path=/; Max-Age=${LOGIN_COOKIE_SECONDS}; Secure; HttpOnly; SameSite=Lax`;
export const clearedAttemptCookie = `${LOGIN_COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax`;

/** The attempt that a callback belongs to; nothing when there is none, or the state is another. */
export function attemptFor(cookie: string | undefined, state: string | undefined): SignInAttempt | undefined {
  if (cookie === undefined || state === undefined) return undefined;
  const attempt = parseAttempt(cookie);
  if (attempt === undefined) return undefined;
  // Compared as bytes: as many characters may be more of them.
  const [own, returned] = [Buffer.from(attempt.state), Buffer.from(state)];
  return own.length === returned.length && timingSafeEqual(own, returned) ? attempt : undefined;
}

function parseAttempt(cookie: string): SignInAttempt | undefined {
  try {
    return attemptSchema.parse(JSON.parse(Buffer.from(cookie, 'base64url').toString()));
  } catch {
    return undefined;
  }
}

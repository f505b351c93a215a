import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { assertIsJwks } from 'aws-jwt-verify/jwk';
import * as z from 'zod/mini';
import type { SignInFailure } from '../../contracts/accounts/routes.ts';
import { describeError, log } from '../platform/observe.ts';
import { challengeOf, type SignInAttempt } from './login-cookie.ts';

/** Addresses of the identity service, from the environment. */
export interface IdentityService {
  readonly signInUrl: string;
  readonly clientId: string;
  readonly poolId: string;
  readonly jwksUrl: string;
  readonly origin: string;
}

const tokenAnswer = z.looseObject({ id_token: z.string() });
const claims = z.looseObject({
  sub: z.string(),
  nonce: z.string(),
  auth_time: z.number(),
  email_verified: z.literal(true),
});

const callbackOf = ({ origin }: IdentityService): string => `${origin}/v1/sign-in/callback`;

/** Where a person signs in. `fresh` asks for the password even where the login page still knows the person. */
export function authorizeUrl(service: IdentityService, attempt: SignInAttempt, fresh: boolean): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: service.clientId,
    redirect_uri: callbackOf(service),
    scope: 'openid email',
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: challengeOf(attempt.verifier),
    code_challenge_method: 'S256',
    ...(fresh ? { prompt: 'login' } : {}),
  });
  return `${service.signInUrl}/oauth2/authorize?${query.toString()}`;
}

/** Where Cognito's own session ends; it then leads back to the console. */
export const logoutUrl = ({
  signInUrl,
  clientId,
  origin,
}: Pick<IdentityService, 'signInUrl' | 'clientId' | 'origin'>): string =>
  `${signInUrl}/logout?${new URLSearchParams({ client_id: clientId, logout_uri: `${origin}/` }).toString()}`;

export interface SignedIn {
  readonly subject: string;
  readonly signedInAt: number;
}

/** Exchanges a code for who signed in and when. The tokens themselves are dropped here: nothing of ours needs them. */
export async function redeem(
  service: IdentityService,
  code: string,
  attempt: SignInAttempt,
): Promise<SignedIn | SignInFailure> {
  try {
    const idToken = await exchange(service, code, attempt);
    if (idToken === undefined) return 'sign_in_refused';
    const claimed = claims.safeParse(await verify(service, idToken));
    if (!claimed.success || claimed.data.nonce !== attempt.nonce) return 'sign_in_refused';
    return { subject: claimed.data.sub, signedInAt: claimed.data.auth_time };
  } catch (error) {
    // Whatever it was, the way on for the person is the same; for us it is in the log, without the code or a token.
    log('error', 'identity service failed', describeError(error));
    return 'sign_in_unavailable';
  }
}

/** The id token of a code; nothing when the code was used already, is too old, or is of another attempt. */
async function exchange(
  service: IdentityService,
  code: string,
  attempt: SignInAttempt,
): Promise<string | undefined> {
  const answer = await fetch(`${service.signInUrl}/oauth2/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: service.clientId,
      redirect_uri: callbackOf(service),
      code,
      code_verifier: attempt.verifier,
    }),
    signal: AbortSignal.timeout(8_000),
  });
  if (answer.status >= 500) throw new Error('the token endpoint failed');
  return answer.ok ? tokenAnswer.parse(await answer.json()).id_token : undefined;
}

let verifier: Promise<IdTokenVerifier> | undefined;

/** What a token says; nothing when it does not verify. */
async function verify(service: IdentityService, idToken: string): Promise<unknown> {
  try {
    verifier ??= makeVerifier(service);
    const made = await verifier;
    return await made.verify(idToken).catch(() => {
      // Keys rotate: the next sign-in reads them anew.
      verifier = undefined;
    });
  } catch (error) {
    verifier = undefined;
    throw error;
  }
}

type IdTokenVerifier = { verify: (token: string) => Promise<unknown> };

/** The keys come from an address of the environment, so that they are read where the pool is, whatever issuer its tokens name. */
async function makeVerifier({ poolId, clientId, jwksUrl }: IdentityService): Promise<IdTokenVerifier> {
  const made = CognitoJwtVerifier.create({ userPoolId: poolId, tokenUse: 'id', clientId });
  const found = await fetch(jwksUrl, { signal: AbortSignal.timeout(8_000) });
  const keys = z.json().parse(await found.json());
  assertIsJwks(keys);
  made.cacheJwks(keys);
  return made;
}

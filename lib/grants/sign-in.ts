import type { Permit } from './permit.ts';

export const signIn: Permit<'sign-in'> = (_grant, { platform: { identity, deployment } }) => ({
  statements: [],
  environment: {
    SIGN_IN_URL: identity.signInUrl,
    SIGN_IN_CLIENT_ID: identity.signInClientId,
    USER_POOL_ID: identity.pool.userPoolId,
    JWKS_URL: deployment.jwksUrl(identity.pool.userPoolId),
  },
});

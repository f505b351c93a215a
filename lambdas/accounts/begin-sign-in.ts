import type { accountRoutes } from '../../contracts/accounts/routes.ts';
import type { Call } from '../platform/http/call.ts';
import { redirect } from '../platform/http/endpoint.ts';
import { authorizeUrl, type IdentityService } from './identity-service.ts';
import { attemptCookie, newAttempt } from './login-cookie.ts';

/** The way to the login page, with what the way back is compared with in a cookie. */
export function beginSignIn(service: IdentityService, { query }: Call<typeof accountRoutes.signIn>) {
  const attempt = newAttempt(query.next ?? '/');
  return redirect(authorizeUrl(service, attempt, query.fresh === '1'), [attemptCookie(attempt)]);
}

import { SESSION_COOKIE } from '../platform/auth/token.ts';

/** No `Max-Age`: the browser drops it when it closes; the session itself ends on its own as well. */
export const sessionCookie = (token: string): string =>
  `${SESSION_COOKIE}=${token}; Path=/; Secure; HttpOnly; SameSite=Strict`;
export const clearedSessionCookie = `${SESSION_COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict`;

import { createHash, randomBytes } from 'node:crypto';

/** Prefixes that secret scanners can look for; a session's never leaves its cookie. */
export const tokenPrefixes = { session: 'cls_', 'api-key': 'clk_', 'sign-in': 'cls_' } as const;

/** A new opaque token: 256 random bits. Only its SHA-256 is stored. */
export const newToken = (kind: keyof typeof tokenPrefixes): string =>
  tokenPrefixes[kind] + randomBytes(32).toString('base64url');

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

export const SESSION_COOKIE = '__Host-session';
export const LOGIN_COOKIE = '__Host-login';
/** A header that no foreign page can send without asking the browser first. */
export const CSRF_HEADER = 'x-cloister-csrf';

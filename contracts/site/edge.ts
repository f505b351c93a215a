import { recipients } from '../../policy/processors.ts';
import type { ProfileId } from '../../policy/profile.ts';

/** Types of the site's files by the end of their names. */
const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8',
};

/** How a file of the site is sent: what it is, and for how long a browser may keep it. */
export function fileHeaders(path: string): { readonly contentType: string; readonly cacheControl: string } {
  return {
    contentType: contentTypes[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    // Names in there change with their content.
    cacheControl: /^\/?assets\//.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}

/** Facts of a deployment that the static site cannot know; it reads them from `/config.json` of its own origin. */
export interface SiteConfig {
  /** Where the browser signs up: an endpoint that takes `SignUp` and `ConfirmSignUp` of this client and nothing else. */
  readonly cognitoEndpoint: string;
  readonly signUpClientId: string;
  readonly region: string;
  readonly product: string;
  readonly profile: ProfileId;
  readonly privacyContact: string;
  /** Where a local deployment shows the mail that it would send. */
  readonly mailbox?: string;
  /** Lets `?locale=pseudo` speak accented words, for tests that look for raw text. */
  readonly pseudoLocale?: boolean;
}

/** Where those who find a weakness look for a contact (RFC 9116), and those who look for the privacy contact too (T40). */
export const SECURITY_TEXT = '.well-known/security.txt';

/** The text there; it must say until when it holds: a year from its publication. */
export function securityText(
  { privacyContact }: Pick<SiteConfig, 'privacyContact'>,
  published: Date,
): string {
  const expires = new Date(published);
  expires.setUTCFullYear(expires.getUTCFullYear() + 1);
  return `Contact: mailto:${privacyContact}\nExpires: ${expires.toISOString()}\nPreferred-Languages: en\n`;
}

/** Which deployment the console talks to. */
export interface EdgeFacts {
  readonly region: string;
  /** What stands in for AWS in a local deployment. */
  readonly standIn?: string;
}

/** The header by which the API knows that a request came through the edge, and not around its web ACL. */
export const EDGE_HEADER = 'X-Cloister-Edge';

/** How long a browser remembers to come by TLS only: two years. */
export const HSTS_SECONDS = 2 * 365 * 24 * 60 * 60;

/**
 * The only `<style>` elements of the page are React Aria's: touches on a pressed element, and behind an open dialog on
 * iOS. A static shell has no nonce, so they are admitted by the SHA-256 of their text; a test compares.
 */
export const styleHashes = {
  usePress: 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=',
  usePreventScroll: 'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg=',
} as const;

/** What the console may load and whom it may speak to: its own origin, and the recipients register's origins. */
export function contentSecurityPolicy({ region, standIn }: EdgeFacts): string {
  const named = Object.values(recipients).flatMap(({ browserOrigins }) => browserOrigins);
  const origins =
    standIn === undefined ? named.map((origin) => origin.replace('{region}', region)) : [standIn];
  const hashes = Object.values(styleHashes).map((hash) => `'${hash}'`);
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${hashes.join(' ')}`,
    "img-src 'self'",
    "font-src 'self'",
    `connect-src 'self' ${origins.join(' ')}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types dompurify',
  ].join('; ');
}

/** The security headers of the site's answers, in CloudFront and in what plays it. */
export const siteHeaders = (facts: EdgeFacts): SecurityHeaders => headersWith(contentSecurityPolicy(facts));

/** The security headers of the API's answers: there is nothing to show in a page. */
export const apiHeaders = (): SecurityHeaders => headersWith("default-src 'none'; frame-ancestors 'none'");

export type SecurityHeaders = ReturnType<typeof headersWith>;

function headersWith(policy: string) {
  return {
    'Content-Security-Policy': policy,
    'Strict-Transport-Security': `max-age=${HSTS_SECONDS}; includeSubDomains`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  } as const;
}

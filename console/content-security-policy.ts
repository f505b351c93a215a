/**
 * The one style element that the console ever adds: the component library's, on iOS alone, while a dialog is open.
 * Its text is constant, so its hash can stand here; everything else comes from files of our own origin.
 */
const OVERSCROLL_STYLE = "'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='";

/** The policy under which the console runs: our own origin, and the identity service's endpoint for signing up. */
export function contentSecurityPolicy(cognitoEndpoint: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${OVERSCROLL_STYLE}`,
    "img-src 'self'",
    `connect-src 'self' ${new URL(cognitoEndpoint).origin}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types dompurify',
  ].join('; ');
}

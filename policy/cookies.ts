/** Everything that a browser is asked to keep. A cookie or storage key not listed here fails the browser test (C157, C172). */
export interface BrowserItem {
  readonly name: string;
  readonly kind: 'cookie' | 'local-storage';
  readonly setBy: string;
  readonly purpose: string;
  readonly category: 'essential' | 'functional';
  readonly life: string;
}

export const browserItems = [
  {
    name: '__Host-session',
    kind: 'cookie',
    setBy: 'this service',
    purpose: 'keeps you signed in',
    category: 'essential',
    life: 'until you sign out or close the browser',
  },
  {
    name: '__Host-login',
    kind: 'cookie',
    setBy: 'this service',
    purpose: 'state, nonce and verifier of a sign-in under way',
    category: 'essential',
    life: '10 minutes',
  },
  {
    name: 'cognito',
    kind: 'cookie',
    setBy: 'Amazon Cognito, on its own sign-in page',
    purpose: 'the sign-in form; protects it against forgery',
    category: 'essential',
    life: 'at most 1 hour',
  },
  {
    name: 'XSRF-TOKEN',
    kind: 'cookie',
    setBy: 'Amazon Cognito, on its own sign-in page',
    purpose: 'protects the sign-in form against forgery',
    category: 'essential',
    life: 'at most 1 hour',
  },
  {
    name: 'ui',
    kind: 'local-storage',
    setBy: 'this service',
    purpose: 'theme and single-letter shortcuts, only after you asked for them to be remembered',
    category: 'functional',
    life: 'until you clear it',
  },
] as const satisfies readonly BrowserItem[];

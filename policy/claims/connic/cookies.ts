import type { ClaimRows } from '../claim.ts';

/** Section 10: cookies. */
export const connicCookies: ClaimRows = {
  C157: {
    section: '10.1',
    due: 'first',
    claim: 'Session and persistent cookies exist.',
    control: 'Each entry of the cookie registry says session or persistent, and its lifetime.',
    evidence:
      'The lifetime of each cookie of ours in the browser is that of its registry entry; the published table names that of every cookie.',
    later: "The lifetimes of Amazon Cognito's own cookies, on its sign-in page.",
  },
  C158: {
    section: '10.2',
    due: 'first',
    claim: 'At present only strictly necessary cookies are used.',
    control: 'Every cookie of the registry is essential.',
    evidence:
      'No cookie of the registry has another category, and the rendered cookie table lists the registry.',
  },
  C159: {
    section: '10.2',
    due: 'first',
    claim: 'Session cookies keep the session state.',
    control: '`__Host-session` keeps the session.',
    evidence: 'With the cookie the browser is signed in after a reload; without it, it is not.',
  },
  C160: {
    section: '10.2',
    modules: ['privacy', 'accounts'],
    due: 'first',
    claim: 'Authentication cookies come from the identity service (the policy names Auth0; here Cognito).',
    control: 'The registry names the provider in use: Cognito.',
    evidence: 'The rendered policy names the identity service that the templates deploy.',
  },
  C161: {
    section: '10.2',
    modules: ['privacy', 'billing'],
    claim: 'Stripe sets cookies for payment and fraud prevention.',
    control: 'Stripe script only on billing pages.',
    evidence: 'As A35.',
  },
  C162: {
    section: '10.2',
    due: 'first',
    claim: 'Strictly necessary cookies need no consent.',
    control: 'No banner while every cookie is essential.',
    evidence: 'No page of the browser run shows a consent banner.',
    later: 'The banner, once a category needs it.',
  },
  C163: {
    section: '10.3',
    modules: ['site'],
    claim: 'Analytics are self-hosted and set no cookies.',
    control: 'Own endpoint counting page and day; no cookie, no storage.',
    evidence: 'Browser storage empty after a visit; only same-origin calls.',
  },
  C164: {
    section: '10.3',
    modules: ['site'],
    claim: 'Analytics collect no personal data.',
    control:
      'IP and user agent never stored; daily-rotating salted counter kept in memory only, or pure counts.',
    evidence: 'Stored row schema = {day, page, country?, count}; IP canary absent.',
  },
  C165: {
    section: '10.3',
    modules: ['site'],
    claim: 'No tracking across sites.',
    control: 'No identifiers; referrer reduced to origin.',
    evidence: 'Two sites visited → nothing joins them.',
  },
  C166: {
    section: '10.3',
    modules: ['site'],
    claim: 'All analytics data are aggregated and anonymous.',
    control: 'Aggregate-only store with minimum group size.',
    evidence: 'As C46.',
  },
  C167: {
    section: '10.4',
    claim: 'Functional cookies may be used (preferences, language).',
    control: 'Preference in account or local storage, category `functional`, consent-gated.',
    evidence: 'Not set before consent.',
  },
  C168: {
    section: '10.4',
    modules: ['privacy', 'site'],
    claim: 'Third-party analytics cookies may be used in future.',
    control: 'Not built; would need registry entry, processor entry and consent.',
    evidence: 'As A34.',
  },
  C169: {
    section: '10.4',
    claim: 'Marketing cookies may be used in future.',
    control: 'As C168.',
    evidence: 'As A34.',
  },
  C170: {
    section: '10.4',
    claim: 'Non-essential cookies need a consent mechanism.',
    control: 'Consent manager: prior, granular, equal buttons, versioned, re-ask on change.',
    evidence: 'Before choice: none set; reject = accept in clicks; ledger row.',
  },
  C171: {
    section: '10.5',
    due: 'first',
    claim: 'Beacons may track page views and mail opens.',
    control: 'SES without open and click tracking; no remote image in a mail.',
    evidence: 'Template: no event destination for opens or clicks; no mail has a remote image.',
  },
  C172: {
    section: '10.5',
    due: 'first',
    claim: 'Local storage may be used.',
    control: 'The registry covers local and session storage and IndexedDB.',
    evidence: 'What the browser stored after a run equals the registry.',
  },
  C173: {
    section: '10.6',
    claim: 'A banner lets visitors accept or reject non-essential cookies on the first visit.',
    control: 'As C170.',
    evidence: 'As C170.',
  },
  C174: {
    section: '10.6',
    claim: 'Browser settings can refuse or delete cookies.',
    control: 'Pages readable without cookies; clear message where sign-in needs them.',
    evidence: 'Crawl with cookies blocked: public pages 200, sign-in shows explanation.',
  },
  C175: {
    section: '10.6',
    claim: 'Third-party opt-out links are offered.',
    control: 'Registry field `optOutUrl`, rendered.',
    evidence: 'Link test.',
  },
  C176: {
    section: '10.6',
    claim:
      'The policy says Do Not Track is not answered. We do more: DNT and Global Privacy Control are honoured.',
    control: 'Header and JS signal read at the edge; `/.well-known/gpc.json`.',
    evidence:
      'Signal → opt-out state, no functional storage, analytics call suppressed; policy page states it.',
  },
  C177: {
    section: '10.6',
    claim: 'Without necessary cookies functions may fail.',
    control: 'As C174.',
    evidence: 'As C174.',
  },
};

import type { ClaimRows } from '../claim.ts';

/** Sections 3.1 to 3.4: what is collected along the way, and for customers. */
export const connicCollection: ClaimRows = {
  C19: {
    section: '3.1',
    claim: 'Other user content defined in the terms of use is kept.',
    control: 'Inventory class `user-content` is closed: a new store must register.',
    evidence: 'Inventory test of T11.',
  },
  C20: {
    section: '3.1',
    claim: 'Support messages, feedback, survey answers and other communications are kept.',
    control:
      'Support tickets, feedback and survey stores; not linked to content unless the user attaches it.',
    evidence: 'Ticket in export; expiry of C90.',
  },
  C21: {
    section: '3.1',
    claim: 'Event and webinar registrations are kept.',
    control: 'Event registration store with own purpose, consent and expiry.',
    evidence: 'Registration in export and erasure; auto-removal after the event window.',
  },
  C22: {
    section: '3.2',
    claim: 'Device and browser facts may be collected: type, OS, browser, identifiers, screen, language.',
    control:
      'We keep less: coarse user-agent class for security notices; no device identifiers or screen size stored.',
    evidence: 'Log schema snapshot; request with many headers leaves only the coarse class.',
  },
  C23: {
    section: '3.2',
    modules: ['privacy', 'retention'],
    claim: 'Server logs hold IP, times, pages, links, referring page and system activity.',
    control: 'As T17; referrer reduced to origin; no link tracking.',
    evidence: 'Log schema snapshot; log expiry (C81).',
  },
  C24: {
    section: '3.2',
    modules: ['runs', 'billing'],
    claim: 'Usage facts are recorded: actions, features, API calls, agent runs, resources, performance.',
    control:
      'Usage and audit events with ids instead of content; CloudWatch EMF metrics without personal dimensions.',
    evidence: 'Metric dimensions allow-list test; event schemas have no content field.',
  },
  C25: {
    section: '3.2',
    claim: 'General location may be inferred from the IP address.',
    control:
      "Country from CloudFront's header only, at request time, for security notices, tax and rights; not stored with content.",
    evidence: 'Stored value is ISO country or nothing; no city or coordinates in any schema.',
  },
  C26: {
    section: '3.2',
    due: 'first',
    claim: 'Precise location is not collected unless given explicitly.',
    control: '`Permissions-Policy: geolocation=()`; no such field.',
    evidence: 'The header is on every page; no schema has a coordinate, address or position.',
  },
  C27: {
    section: '3.2',
    claim: 'Cookies, beacons, pixels and the like may be used; details in section 10.',
    control: 'Tracking register as code; default build uses essential cookies only.',
    evidence: 'As A33–A35.',
  },
  C28: {
    section: '3.3',
    modules: ['runs', 'accounts'],
    claim: 'A connected repository reveals repositories, branches and commit history, as far as needed.',
    control:
      'GitHub App with chosen repositories, read-only contents and metadata; installation tokens of one hour, never stored; disconnecting revokes and purges.',
    evidence:
      'Permissions manifest snapshot; after disconnect token use fails and cached data are gone; only the chosen repository is readable.',
  },
  C29: {
    section: '3.3',
    modules: ['billing'],
    claim: 'The payment processor returns limited data such as last four digits and billing address.',
    control: 'Webhook allow-list `{brand,last4,exp,address}` for display and fraud checks.',
    evidence: 'Stored payload equals the allow-list.',
  },
  C30: {
    section: '3.3',
    claim: 'Business partners may supply information.',
    control:
      'Provenance is mandatory on each profile field; partner import is off by default and needs a register entry. Left: deciding on partners.',
    evidence: 'Import without provenance → refused; export and Right-to-Know show the source.',
    people: 'Deciding whether partners supply data.',
  },
  C31: {
    section: '3.3',
    claim: 'Public sources may enrich records.',
    control: 'No enrichment code; field source `public` refused by default. Left: the decision.',
    evidence:
      'Write with source `public` → refused unless enabled; if enabled, notice to the subject is queued.',
    people: 'Deciding whether public sources are used.',
  },
  C32: {
    section: '3.4',
    modules: ['runs', 'privacy'],
    claim: 'The customer decides what its agents collect and answers for it.',
    control:
      "Per-agent processing sheet (purpose, categories, subjects, retention) required at deploy; exported as the customer's own record.",
    evidence: "Deploy without sheet → 422; sheet appears in the customer's record of processing.",
  },
  C33: {
    section: '3.4',
    modules: ['runs', 'platform'],
    claim: 'The platform processes that data only to provide the service and as instructed.',
    control:
      "Agents run in their owner's VM under its role; no secondary jobs; the instruction version is on each run.",
    evidence: 'As C6, C7.',
  },
  C34: {
    section: '3.4',
    modules: ['privacy', 'runs'],
    claim: "(Consequence) End users of a customer's agent can be served through the customer.",
    control:
      'Processor assistance API: customer searches, exports, erases one end user over run logs, conversations and knowledge.',
    evidence:
      'End user id seeded in three stores: export and erase reach all; a direct request is forwarded to the customer with a record.',
  },
  C35: {
    section: '3.4',
    modules: ['platform', 'privacy'],
    claim: 'Staff open customer data only for service, technical or security problems, support, or law.',
    control:
      "Break-glass: one of four reasons, owner's grant where lawful, a second person, time-boxed, in the subject's audit chain, owner notice.",
    evidence:
      'No path to content without a grant; a wrong reason or self-approval is refused; events are chained and visible to the customer.',
  },
};

import type { ClaimRows } from '../claim.ts';

/** Sections 1 to 3.1: scope, controller, what a person gives. */
export const connicScope: ClaimRows = {
  C1: {
    section: '1',
    claim: 'The policy covers website, platform, APIs, SDK and related services.',
    control:
      'One policy URL referenced by every surface: site and console footer, `Link: rel="privacy-policy"` on API answers, OpenAPI `termsOfService`, SDK/CLI package metadata.',
    evidence: "Each surface's artefact carries the URL; link checker.",
  },
  C2: {
    section: '1',
    claim: 'It applies to visitors, registered users and customers.',
    control:
      'Subject types in the inventory: visitor, user, member, customer contact, end user of an agent, supporter.',
    evidence: 'Every inventory entry names its subject types; DSAR form offers each.',
  },
  C3: {
    section: '1',
    due: 'first',
    claim: 'Using the services implies that the policy was read and acknowledged.',
    control: 'An account begins with an acceptance: document, version, hash, time.',
    evidence:
      'Nobody gets an account without accepting the version in force; the acceptance is in the account view and the export.',
    later: 'Accepting a new version before creating an API key.',
  },
  C4: {
    section: '1',
    modules: ['privacy', 'platform'],
    claim: 'The policy is meant to meet GDPR, UK GDPR, CCPA/CPRA, LGPD and similar laws.',
    control:
      'Jurisdiction profiles as data: rights, deadlines, verification level, wording. Left: legal review of the profiles.',
    evidence:
      'Table test: for each profile the rights list, deadline and extension; reviewer and date present or the build warns.',
    people: 'Legal review of jurisdiction profiles.',
  },
  C5: {
    section: '1',
    claim: 'Rights that hold only in some places are marked as such.',
    control:
      "Rights engine returns `applies`, `basis`, `because` per right for the subject's declared residence.",
    evidence:
      'Californian, German, Brazilian and other subject get different, expected lists; unknown residence gets the most generous one.',
  },
  C6: {
    section: '1,3.4',
    modules: ['privacy', 'runs'],
    claim:
      'Data about the customer (controller) and data passing through deployed agents (processor) are kept apart.',
    control:
      'A role (controller or processor) on every category; separate tables, buckets, keys and log groups for processor data.',
    evidence:
      'Synth: no role can reach both classes except the erasure and export workflows; a processor item in a controller table fails inventory test.',
  },
  C7: {
    section: '1,3.4',
    claim: 'Processing for customers follows a data processing agreement and their instructions.',
    control:
      'DPA as versioned document; acceptance per organisation; instructions = recorded account configuration (Region, retention, models, sub-processors). Left: negotiating and signing special terms.',
    evidence:
      'No agent deploy without DPA acceptance; each processing job carries the instruction version it ran under.',
    people: 'Negotiating DPAs with special terms.',
  },
  C8: {
    section: '2',
    modules: ['privacy', 'platform'],
    claim: "The operator is named as controller of its customers' data.",
    control: 'Required parameters `controller.name/address/country`; rendered in policy, e-mails, export.',
    evidence: 'Synth fails without; rendered in all three.',
    people: 'Being a legal entity that answers.',
  },
  C9: {
    section: '2',
    claim: 'There is a contact for questions and for exercising rights.',
    control: 'As T40 plus rights portal.',
    evidence: 'As T40.',
  },
  C10: {
    section: '2',
    modules: ['privacy', 'platform'],
    claim: 'EEA, UK and Swiss users have a data protection officer to contact.',
    control:
      'Parameters `dpo.email`, `representative.eu/uk`; routing of DPO mail to a restricted queue. Left: appointing a DPO.',
    evidence: 'Profile EEA shows the DPO; mail to it creates a ticket only the DPO role can open.',
    people: 'Appointing a DPO and EU/UK representatives.',
  },
  C11: {
    section: '3.1',
    modules: ['accounts'],
    claim: 'Registration takes name, e-mail and password.',
    control: 'Cognito attributes `name`, `email`; password as A7.',
    evidence: 'As T12, A7.',
  },
  C12: {
    section: '3.1,3.3',
    modules: ['accounts', 'privacy'],
    claim: 'Sign-in through GitHub or Google brings only name, e-mail and profile information.',
    control:
      'Cognito federation: Google natively, GitHub through a small OIDC bridge; attribute mapping allow-list; provenance `source=google|github`.',
    evidence:
      'Mock IdP returns extra claims: they are dropped; scopes are minimal; account linking needs verified e-mail and proof of the existing account.',
  },
  C13: {
    section: '3.1',
    modules: ['accounts', 'privacy'],
    claim: 'Profile fields are optional: company, job title, picture, phone and others.',
    control: 'Nullable profile item; each field removable; picture re-encoded without metadata.',
    evidence:
      'Account works with all empty; clearing a field removes it from store and search; uploaded picture has no EXIF.',
  },
  C14: {
    section: '3.1',
    modules: ['billing'],
    claim: 'A paid plan takes billing address, company name and tax numbers; the card goes to the processor.',
    control: 'Stripe Customer + Tax ID API; own store keeps tax id, address and invoice data for the ledger.',
    evidence: 'VAT number format and validation states; invoice shows it; no card data (T13).',
  },
  C15: {
    section: '3.1',
    modules: ['runs', 'privacy'],
    claim: 'Agent configurations uploaded by users are kept as user content.',
    control: "Versioned agent definitions (immutable versions), sealed with the account's content key.",
    evidence: 'Create, version, roll back, delete; erase removes all versions.',
  },
  C16: {
    section: '3.1',
    modules: ['runs'],
    claim: 'Tool code uploaded by users is kept as user content.',
    control: "Bundles by content hash, scanned, run in the owner's VM only.",
    evidence:
      "Tool code runs only in its owner's VM; a bundle is unreadable by others; erasure removes bundles and caches.",
  },
  C17: {
    section: '3.1',
    modules: ['runs', 'platform'],
    claim: 'Environment variables of agents are kept.',
    control:
      "Sealed under the account's credential key, as T15; per environment; kinds `secret` and `plain`; handles are replaced on the way to approved hosts.",
    evidence: 'As T15, T16; build and run logs redact values.',
  },
  C18: {
    section: '3.1',
    modules: ['runs'],
    claim: 'Knowledge-base content is kept.',
    control:
      "Source files and index sealed under the account's content key; retrieval happens inside the VM; deletion by source removes chunks, index and caches in the same workflow.",
    evidence:
      'Delete a source with a unique marker: search, index, bucket and cache return nothing; a re-ingest does not bring it back.',
  },
};

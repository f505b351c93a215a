import type { ClaimRows } from '../claim.ts';

/** Section 5: recipients. */
export const connicRecipients: ClaimRows = {
  C67: {
    section: '5',
    claim: 'Personal data are not sold.',
    control: 'As T4, A14.',
    evidence: 'As T4.',
    people: 'Not selling.',
  },
  C68: {
    section: '5.1',
    claim: 'Recipients: cloud infrastructure provider.',
    control: 'Sub-processor register generated from the deployed stack, public page + JSON + change feed.',
    evidence: 'Register = template; change triggers notice to subscribers ≥ 30 days ahead.',
  },
  C69: {
    section: '5.1',
    modules: ['privacy', 'billing'],
    claim: 'Recipients: payment processor; no complete card data on own servers.',
    control: 'As T13, T20.',
    evidence: 'As T13.',
  },
  C70: {
    section: '5.1',
    modules: ['privacy', 'site'],
    claim: 'Recipients: analytics provider.',
    control: 'None in default build; own counter.',
    evidence: 'Register has no analytics processor; capture test A36.',
  },
  C71: {
    section: '5.1',
    claim: 'Recipients: customer-support tool.',
    control: 'Built-in tickets; an outside tool only as a registered, switched-off connector.',
    evidence: 'As T5.',
  },
  C72: {
    section: '5.1',
    claim: 'Recipients: e-mail provider for service and marketing mail.',
    control: 'Amazon SES; separate identities and streams; content-free bodies.',
    evidence: 'Template type test; register entry.',
  },
  C73: {
    section: '5.1',
    modules: ['privacy', 'accounts'],
    due: 'first',
    claim: 'Recipients: authentication provider.',
    control: 'Cognito is in the recipients register as authentication provider.',
    evidence:
      'The register names Cognito with what it receives, and it is the only authentication service in the templates.',
    later: 'Google and GitHub.',
  },
  C74: {
    section: '5.1',
    modules: ['privacy', 'platform'],
    claim: 'Providers are bound by contract to purpose and security.',
    control:
      'Register fields: contract, date, security review, next review; provider without a valid contract is refused by its client. Left: the contracts.',
    evidence: 'Expired contract → client throws `recipient_not_cleared`; task raised.',
    people: 'Signing processor contracts.',
  },
  C75: {
    section: '5.2',
    claim: 'On merger or sale users are told by e-mail and/or notice, with their choices.',
    control: '`ownership-change` campaign type with choices (export, delete, object). Left: the event.',
    evidence: 'Campaign reaches every active account and shows the three choices.',
    people: 'Deciding on and announcing mergers.',
  },
  C76: {
    section: '5.3',
    claim: 'Disclosure on legal demand, for terms enforcement, safety, fraud or security.',
    control:
      'Legal-request register: authority, basis, scope, reviewer, fields disclosed; export limited to the approved scope; transparency counts. Left: judging the demand.',
    evidence:
      'No disclosure export without two-person approval; package = approved scope; published counts agree.',
    people: 'Assessing legal demands.',
  },
  C77: {
    section: '5.3',
    claim: 'Where lawful the user is told before such a disclosure.',
    control:
      'Notice step before release unless an exception (forbidden, futile, risk of harm) is recorded with reason and end date; delayed notice at its end.',
    evidence:
      'Without an exception: release blocked until the notice is sent; with one: the notice goes out on the end date.',
    people: 'Deciding whether a gag applies.',
  },
  C78: {
    section: '5.4',
    modules: ['privacy', 'runs'],
    claim: 'Sharing with a third-party integration only after explicit consent.',
    control:
      'OAuth connection flow shows recipient, data, purpose; connection = consent interval; revocation purges tokens.',
    evidence: 'Call to an integration without an open interval → refused.',
  },
  C79: {
    section: '5.5',
    modules: ['site'],
    claim: 'Only data that cannot reasonably identify a person are shared in aggregate.',
    control: 'As C46; release gate with documented re-identification test.',
    evidence: 'As C46.',
  },
  C80: {
    section: '5.6',
    kind: 'O',
    modules: ['platform'],
    claim: 'Affiliates must honour the policy.',
    control: 'Register of affiliates as recipients with same gates as providers.',
    evidence: 'As C74.',
    people: 'Binding affiliates.',
  },
};

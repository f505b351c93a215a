import type { ClaimRows } from '../claim.ts';

/** Sections 7.3 and 8: breaches, transfers abroad. */
export const connicTransfers: ClaimRows = {
  C109: {
    section: '7.3',
    claim: 'The supervisory authority is told, typically within 72 hours of awareness.',
    control:
      'Incident clock from `aware_at`, risk assessment, authority form (Art. 33 fields) pre-filled, alarms at 24/48/66 h, phased updates. Left: deciding and sending.',
    evidence:
      'Clock test with alarms; closing without either submission record or reasoned no-risk decision is refused.',
    people: 'Deciding on and sending the notification.',
  },
  C110: {
    section: '7.3',
    claim: 'Users are told directly when the risk is high.',
    control:
      'Affected-subject list from inventory and access log; campaign with Art. 34 content. Left: risk decision.',
    evidence: 'Planted incident over two accounts notifies exactly their subjects; delivery rows.',
    people: 'Judging whether the risk is high.',
  },
  C111: {
    section: '7.3',
    claim: 'If that needs disproportionate effort, a public communication is made.',
    control: 'Public notice page and banner, reason recorded.',
    evidence: 'Choosing this path without a reason is refused; page live.',
    people: 'Choosing public communication.',
  },
  C112: {
    section: '8',
    claim: 'Data may be moved to other countries.',
    control: 'One home Region a deployment; transfers register (from, to, recipient, safeguard).',
    evidence: 'All objects exist in the home Region; an inference profile outside the set is refused.',
  },
  C113: {
    section: '8.1',
    modules: ['privacy', 'platform'],
    claim: 'Transfers rest on the EU standard clauses where needed.',
    control: 'Safeguard field `scc` with module, date, copy. Left: signing.',
    evidence: 'Recipient outside the adequate list without safeguard → client refuses.',
    people: 'Signing standard clauses.',
  },
  C114: {
    section: '8.1',
    modules: ['privacy', 'platform'],
    claim: 'UK transfers rest on the IDTA or UK Addendum.',
    control: 'Safeguard `uk-idta|uk-addendum` for UK subjects.',
    evidence: 'As C113 for UK profile.',
    people: 'Signing the UK instruments.',
  },
  C115: {
    section: '8.1',
    modules: ['privacy', 'platform'],
    claim: 'Adequacy decisions are used where they exist.',
    control: 'Adequacy table with valid-until dates. Left: keeping it current.',
    evidence: 'Removing a country turns its transfers red.',
    people: 'Following adequacy decisions.',
  },
  C116: {
    section: '8.1',
    modules: ['privacy', 'platform'],
    claim: 'Supplementary measures are added where needed.',
    control: 'Keys held in the home Region, pseudonymous billing, no operator with access to content.',
    evidence: 'Key policy denies use from other Regions.',
  },
  C117: {
    section: '8.2',
    kind: 'O',
    modules: ['privacy', 'platform'],
    claim: 'A transfer impact assessment precedes each transfer.',
    control: 'Software helps: TIA register, template, gate.',
    evidence: 'Recipient in a third country without a TIA → refused.',
    people: 'Writing transfer impact assessments.',
  },
  C118: {
    section: '8.2',
    claim: 'A copy of the safeguards can be requested.',
    control: 'DSAR type `safeguards`; redacted documents attached automatically.',
    evidence: 'Request → package with documents of the relevant recipients.',
    people: 'Redacting documents once.',
  },
};

import type { ClaimRows } from '../claim.ts';

/** Sections 14 and 15: California, contact. */
export const connicCalifornia: ClaimRows = {
  C194: {
    section: '14',
    claim: 'California disclosures are provided.',
    control: '`/privacy/california` generated from the inventory.',
    evidence: 'Page snapshot = map.',
  },
  C195: {
    section: '14.1',
    claim: 'Category: identifiers (name, e-mail, account name, IP).',
    control: 'Map category `identifiers`.',
    evidence: 'Computed from fields.',
  },
  C196: {
    section: '14.1',
    claim: 'Category: commercial information (purchases, subscriptions, payments).',
    control: '`commercial`.',
    evidence: 'Computed.',
  },
  C197: {
    section: '14.1',
    claim: 'Category: internet or network activity.',
    control: '`network` (reduced: no browsing history).',
    evidence: 'Computed.',
  },
  C198: {
    section: '14.1',
    claim: 'Category: general location from IP.',
    control: '`geolocation-coarse`.',
    evidence: 'Computed.',
  },
  C199: {
    section: '14.1',
    claim: 'Category: professional data if given.',
    control: '`professional`.',
    evidence: 'Computed.',
  },
  C200: {
    section: '14.1',
    claim: 'Category: inferences for a profile.',
    control: 'None drawn; category present with `collected:false`.',
    evidence: 'No inference store; map test.',
  },
  C201: {
    section: '14.1',
    claim: 'The list speaks of the preceding 12 months.',
    control: 'Computed from map history over 12 months.',
    evidence: 'Field removed 11 months ago still listed, 13 months ago not.',
  },
  C202: {
    section: '14.2',
    claim: 'Sources: the person, automatic, third parties.',
    control: 'Provenance per field.',
    evidence: 'Computed.',
  },
  C203: {
    section: '14.3',
    claim: 'Purposes as in section 4.',
    control: 'Purpose registry.',
    evidence: 'Computed.',
  },
  C204: {
    section: '14.4',
    claim: 'Opt out of advertising-related sharing by contact or cookie preferences.',
    control: 'As C139.',
    evidence: 'As C139.',
  },
  C205: {
    section: '14.5',
    modules: ['retention'],
    due: 'first',
    claim: 'Retention as in section 6.',
    control: 'The schedule is rendered from the policy.',
    evidence: "The retention table of the page equals the categories' periods.",
  },
  C206: {
    section: '14.6',
    claim: "Californians may ask about disclosures for third parties' direct marketing; there are none.",
    control: 'DSAR type `shine-the-light`; answer from disclosure register.',
    evidence: 'Answer lists zero; planted disclosure would be listed.',
  },
  C207: {
    section: '15',
    claim: 'Three contact routes are published: privacy, DPO, data-subject requests.',
    control: 'As T40, C10.',
    evidence: 'As T40.',
  },
  C208: {
    section: '15',
    claim: 'Answers aim at one month.',
    control: 'As C149.',
    evidence: 'As C149.',
  },
  C209: {
    section: '15',
    claim: 'Complex or many requests may take longer; the person is told and kept informed.',
    control: 'Extension once, with reason, before the first deadline; progress messages.',
    evidence: 'Extension after the deadline refused; message sent; second extension refused.',
  },
  C210: {
    section: '15',
    claim: 'Complaint to the local authority is possible; the operator asks to be contacted first.',
    control: 'As C132; internal complaint type.',
    evidence: 'As C132.',
  },
  C211: {
    section: '15',
    due: 'first',
    claim: 'Use implies having read the policy.',
    control: 'The person acknowledges the policy version in force before the first use.',
    evidence: 'Product routes refuse a signed-in person who has not accepted.',
  },
};

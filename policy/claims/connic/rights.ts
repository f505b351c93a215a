import type { ClaimRows } from '../claim.ts';

/** Section 9.1: rights under the GDPR. */
export const connicRights: ClaimRows = {
  C119: {
    section: '9',
    claim: 'Rights requests are answered as the law requires.',
    control:
      'State machine: received → verified → in work → decided → delivered/closed; clock, extension, appeal.',
    evidence: 'All paths tested; no request can end without decision and message.',
  },
  C120: {
    section: '9.1',
    due: 'first',
    claim: 'Access: a copy of the personal data held.',
    control: 'Export over every entry of the inventory.',
    evidence: 'Canaries planted in each category come back in the archive, and nothing of another account.',
    later: 'Consents and tickets.',
  },
  C121: {
    section: '9.1',
    claim: 'Access: information on how data are processed.',
    control:
      'Article 15 sheet generated from the inventory: purposes, categories, recipients, retention, sources, safeguards, automated decisions.',
    evidence: "Sheet contains all eight points for the subject's real data.",
  },
  C122: {
    section: '9.1',
    claim: 'Rectification of wrong data.',
    control: 'As T35; recipients are informed.',
    evidence: 'As T35 + recipient message recorded.',
  },
  C123: {
    section: '9.1',
    claim: 'Completion of incomplete data.',
    control: 'Supplementary statement field attached to the record.',
    evidence: 'Statement shows in access package.',
  },
  C124: {
    section: '9.1',
    due: 'first',
    claim: 'Erasure in the cases the law names.',
    control: 'What law keeps stays apart, minimal and named; everything else goes.',
    evidence:
      'Billing records stay under their pseudonym, do not hold up the rest, and the receipt names what stayed and why.',
    later: 'Exemption of single records.',
  },
  C125: {
    section: '9.1',
    modules: ['privacy', 'platform'],
    claim: 'Restriction of processing while a point is contested.',
    control:
      '`restricted` flag: stored, readable by subject and DPO, excluded from every job; lifted with notice.',
    evidence:
      'Restricted subject: no run, no mail, no analytics; reading by subject works; lift notice sent first.',
  },
  C126: {
    section: '9.1',
    due: 'first',
    claim: 'Portability in a structured, common, machine-readable format.',
    control: 'JSON with JSON Schema beside readable HTML.',
    evidence: 'Every JSON file of the archive validates against the schema that comes with it.',
    later: 'CSV and original files; signed manifest.',
  },
  C127: {
    section: '9.1',
    claim: 'Transmission to another controller where feasible.',
    control:
      'Import endpoint of the same format; push to a URL or bucket the subject names, with one-time token.',
    evidence: 'Instance A → instance B transfer E2E gives equal trees.',
  },
  C128: {
    section: '9.1',
    claim: 'Objection to processing based on legitimate interest.',
    control: 'Objection per purpose; LI jobs check it at run time.',
    evidence: 'After objection the purpose gate returns `stop` until decided.',
  },
  C129: {
    section: '9.1',
    claim: 'Objection to direct marketing is absolute.',
    control: 'Immediate suppression, no review.',
    evidence: 'Effect within a minute, no decision step.',
  },
  C130: {
    section: '9.1',
    claim: 'Processing stops unless compelling grounds prevail.',
    control: 'Decision record with reasons, reviewer; default = stop. Left: weighing.',
    evidence: 'Continuing without a record is impossible.',
    people: 'Weighing compelling grounds.',
  },
  C131: {
    section: '9.1',
    claim: 'Withdrawal of consent.',
    control: 'As C65.',
    evidence: 'As C65.',
  },
  C132: {
    section: '9.1',
    claim: 'Complaint to a supervisory authority.',
    control: 'Authority directory by country in every decision message.',
    evidence: 'German subject sees own authority; link check.',
  },
  C133: {
    section: '9.1',
    modules: ['privacy', 'platform'],
    claim: 'No decision with legal or similar effect solely by automation.',
    control:
      'Register of automated decisions (fraud stop, suspension, spend stop): each has human review on request and an explanation.',
    evidence:
      'Automated suspension older than the limit without human review is lifted or escalated; appeal path.',
  },
};

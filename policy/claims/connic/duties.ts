import type { ClaimRows } from '../claim.ts';

/** Sections 4.4 to 4.6: security, law, other purposes. */
export const connicDuties: ClaimRows = {
  C54: {
    section: '4.4',
    modules: ['platform'],
    claim: 'Detecting, preventing and answering fraud, abuse, incidents.',
    control: 'GuardDuty, WAF signals, Cognito threat protection, abuse counters, spend anomaly stop.',
    evidence: 'Synthetic findings create incidents; runaway spend stops the agent.',
  },
  C55: {
    section: '4.4',
    modules: ['platform', 'machines'],
    claim: 'Watching for breaches of terms and acceptable use — without opening content.',
    control: 'Metadata detectors only (egress volume, mining pools, port scans via flow logs).',
    evidence: 'Detector inputs contain no content; flow-log fixture raises a case.',
  },
  C56: {
    section: '4.4',
    modules: ['accounts'],
    claim: 'Verifying identity and preventing unauthorised access.',
    control: 'MFA, risk-based challenge, lock-out, session revocation.',
    evidence: 'Brute force locks; impossible-travel fixture challenges.',
  },
  C57: {
    section: '4.4',
    modules: ['platform'],
    claim: 'Investigating suspicious activity and enforcing policies.',
    control: 'Case file, suspend/unsuspend with reason and appeal. Left: the judgement.',
    evidence: 'Suspension always has human actor and reason; appeal path exists (C133).',
    people: 'Judging suspicious behaviour.',
  },
  C58: {
    section: '4.4',
    modules: ['platform'],
    claim: 'Protecting rights, property and safety of operator, users and public.',
    control: 'As C54, C57; disclosure path C76.',
    evidence: 'As C76.',
    people: 'Judging when safety demands action.',
  },
  C59: {
    section: '4.4',
    claim: 'Basis: legitimate interest, legal duty.',
    control: 'As C36.',
    evidence: 'As C36.',
  },
  C60: {
    section: '4.5',
    claim: 'Complying with law and lawful authority requests.',
    control: 'As C76.',
    evidence: 'As C76.',
    people: 'Answering authorities.',
  },
  C61: {
    section: '4.5',
    modules: ['retention'],
    claim: 'Establishing, exercising, defending legal claims and enforcing agreements.',
    control:
      'Legal hold on a defined record set: stops expiry and erasure of exactly these records, resumes on release.',
    evidence:
      'Held record survives sweep and erasure; the rest is erased; release completes the pending erasure; hold placed mid-run is honoured.',
  },
  C62: {
    section: '4.5',
    modules: ['billing'],
    claim: 'Meeting tax, accounting and reporting duties.',
    control: 'Invoices with sequence numbers, tax lines, credit notes; ledger export.',
    evidence: 'Invoice sequence gap-free; totals equal ledger.',
  },
  C63: {
    section: '4.5',
    claim: 'Basis: legal duty, legitimate interest.',
    control: 'As C36.',
    evidence: 'As C36.',
  },
  C64: {
    section: '4.6',
    claim: 'Any other purpose only with explicit consent.',
    control: 'A purpose not in the contract set requires a ledger entry; unknown purpose → refused.',
    evidence: 'Calling the purpose gate with an unregistered purpose throws.',
  },
  C65: {
    section: '4.6',
    claim: 'Consent can be withdrawn at any time, as easily as given.',
    control: 'Same screen, one action; also by e-mail link and API; effect ≤ 1 min.',
    evidence: 'Withdraw → the next job skips the subject; click count equal to giving.',
  },
  C66: {
    section: '4.6',
    claim: 'Withdrawal does not make earlier processing unlawful.',
    control: 'Append-only consent intervals; nothing rewritten.',
    evidence: 'State at any past time can be recomputed (property test).',
  },
};

import type { ClaimRows } from '../claim.ts';

/** Section 6: retention. */
export const connicRetention: ClaimRows = {
  C81: {
    section: '6',
    modules: ['retention'],
    claim: 'Personal data are kept only as long as their purpose needs.',
    control:
      'The retention schedule drives table expiry, bucket lifecycles, log retention and backup windows; reads filter expired items at once; the scheduled purge removes and reports what is overdue.',
    evidence:
      'Back-dated items over the whole schedule: past period and grace nothing is left in any store; an item past its expiry is unreadable before it is removed.',
  },
  C82: {
    section: '6.1',
    modules: ['retention'],
    due: 'first',
    claim: 'Account information is kept while active.',
    control: 'Account information: `life of the account`.',
    evidence: 'The rendered schedule says so, and the item of an active account has no expiry.',
  },
  C83: {
    section: '6.1',
    modules: ['privacy', 'accounts'],
    due: 'first',
    claim: 'After deletion an account can be recovered for up to 30 days.',
    control:
      'State `closing`: signing in serves only to restore or to delete at once. The content key is re-wrapped under the recovery key; window 29 days, or none if the person chooses so.',
    evidence:
      'Restoring an account closed 28 days ago works and its content can be read; once the window is over it is refused; with no window the erasure starts at once; credentials and VM are gone in both.',
  },
  C84: {
    section: '6.1',
    modules: ['retention'],
    claim: 'Afterwards only what law, disputes or fraud prevention need is kept, up to 7 years.',
    control: 'Residue store: pseudonymous id, reason code, minimal fields, 7-year expiry.',
    evidence: 'Residue schema snapshot; no field without reason; removed at 7 years.',
  },
  C85: {
    section: '6.1',
    modules: ['retention'],
    due: 'first',
    claim: 'User content is kept while the account is active.',
    control: 'User content: `life of the account`.',
    evidence: 'Conversation and credential, dated back five years, survive the purge of an active account.',
  },
  C86: {
    section: '6.1',
    due: 'first',
    claim: 'User content is deleted within 30 days of account deletion.',
    control: 'Window of 29 days, then erasure: all is over by day 30. An alarm tells of one that is not.',
    evidence:
      "The window plus the erasure's own limit stays within 30 days; a closing account past its window is erased by the sweep, with a receipt dated inside; an erasure that fails, is stopped or takes too long raises an alarm that is sent to the operator.",
  },
  C87: {
    section: '6.1',
    modules: ['retention', 'privacy'],
    claim: 'Backups may persist up to 90 days.',
    control:
      'Recovery windows of at most 35 days (one day for the keys of content, none for credentials), backups of at most 90; erasure tombstones, under Object Lock, are replayed before a restored store serves; sealed content is unreadable since its key is gone.',
    evidence:
      'Synth: no plan, snapshot rule or version lifecycle > 90 d; restore drill: erased subject does not come back.',
  },
  C88: {
    section: '6.1',
    modules: ['runs', 'retention'],
    due: 'first',
    claim: 'Agent run logs are kept by plan, 7 to 90 days.',
    control: 'Plans set the days (7, 30, 60, 90); each line carries its expiry; reads filter.',
    evidence:
      'A line of each plan dated past its period is not read and the purge removes it, one inside is read; no copy lies in a log group.',
    later: 'Re-dating existing lines when the plan changes.',
  },
  C89: {
    section: '6.1',
    modules: ['billing', 'retention'],
    claim: 'Billing records are kept about 7 years.',
    control: 'Pseudonymised ledger and invoices, S3 Object Lock 7 y + lifecycle removal after.',
    evidence: 'Delete attempt refused; removal rule at 7 y + 1 d; no content or e-mail inside.',
  },
  C90: {
    section: '6.1',
    modules: ['privacy', 'retention'],
    claim: 'Support communications are kept up to 3 years after the communication.',
    control: '`expiresAt = last message + 3 y`, attachments included.',
    evidence: 'Clock test incl. attachment and mailbox copy.',
  },
  C91: {
    section: '6.1',
    claim: 'After a marketing opt-out the address stays on a suppression list.',
    control: 'Keyed hash (HMAC) of the normalised address; survives erasure; used only by the send gate.',
    evidence:
      'After erasure the same address is still suppressed; list holds no plaintext; other roles cannot read it.',
  },
  C92: {
    section: '6.2',
    modules: ['retention', 'platform'],
    claim:
      'Periods are set by stated criteria: nature, purpose, alternatives, duties, risk, authority guidance.',
    control: 'Schedule rows require a rationale per criterion, reviewer, review date. Left: the judgement.',
    evidence: 'Row with an empty criterion or overdue review fails/warns the build.',
    people: 'Weighing the criteria.',
  },
};

import type { ClaimRows } from '../claim.ts';

/** Sections 4.1 to 4.3: running the service, improving it, messages. */
export const connicPurposes: ClaimRows = {
  C36: {
    section: '4',
    claim: 'Each purpose has a legal basis.',
    control:
      'Purpose registry: purpose, basis, categories, recipients, retention; rendered into the policy and record of processing.',
    evidence: 'Every stored field resolves to purpose + basis; LI purposes carry an assessment link.',
  },
  C37: {
    section: '4.1',
    modules: ['accounts'],
    due: 'first',
    claim: 'Information is used to create, maintain and secure accounts.',
    control: 'Accounts, sign-in, sessions.',
    evidence: 'A person creates an account, signs in, lists and ends a session, and reads the account.',
    later: 'The notice about a new device.',
  },
  C38: {
    section: '4.1',
    modules: ['billing'],
    claim: '… to process transactions and manage subscriptions.',
    control: 'Stripe subscriptions, proration, dunning, cancel at period end, portal.',
    evidence: 'State-machine tests over webhook sequences incl. out-of-order and late events.',
  },
  C39: {
    section: '4.1',
    modules: ['runs', 'machines'],
    claim: '… to deploy, run and manage agents.',
    control: 'Deploy pipeline from repository, versions, roll-back, schedules, webhooks.',
    evidence: 'Deploy → run → roll back E2E in the emulator.',
  },
  C40: {
    section: '4.1',
    claim: '… to give technical support.',
    control: 'Ticket service, optional attached diagnostics chosen by the user.',
    evidence: 'Ticket without content unless attached.',
  },
  C41: {
    section: '4.1',
    claim:
      '… to send service messages: confirmations, invoices, technical, update, security and administrative notices.',
    control: 'Typed notification catalogue `service` vs `marketing`, SES configuration sets.',
    evidence: 'Each of the six kinds is sent by its event; templates snapshot.',
  },
  C42: {
    section: '4.1',
    modules: ['accounts', 'platform'],
    due: 'first',
    claim: '… to authenticate and authorise.',
    control:
      "A token's hash is the key of one consistent read that says who it is and what it may do; every route names its permission.",
    evidence: 'Every route against no token, foreign, expired, revoked, wrong scope: the expected answer.',
    later: 'Roles of operators.',
  },
  C43: {
    section: '4.1',
    claim: 'Basis: contract, legitimate interest.',
    control: 'As C36.',
    evidence: 'Purpose row test.',
  },
  C44: {
    section: '4.2',
    modules: ['site'],
    claim: 'Information is used to understand and improve the services.',
    control: 'Aggregated counters only; product analysis never reads content.',
    evidence: 'Analytics role denied on content (T3).',
  },
  C45: {
    section: '4.2',
    modules: ['site'],
    claim: 'New features are researched, tested and troubleshot.',
    control:
      'Feature flags, synthetic data generator; no production content in tests. Left: research with people.',
    evidence: 'Test fixtures generator; copying production tables is denied to developer roles.',
    people: 'Doing research with people.',
  },
  C46: {
    section: '4.2',
    modules: ['site'],
    claim: 'Aggregated, anonymised or de-identified data may be produced.',
    control: 'Aggregation with minimum group size and noise; no row-level release.',
    evidence: 'k-threshold test: groups below k suppressed; differencing attack test.',
  },
  C47: {
    section: '4.2',
    claim: 'Basis: legitimate interest, where fitting consent.',
    control: 'As C36; consent-based purposes check the ledger at run time.',
    evidence: 'No consent → the job skips the subject.',
  },
  C48: {
    section: '4.3',
    claim: 'Answering comments, questions and support requests.',
    control: 'As C40.',
    evidence: 'As C40.',
  },
  C49: {
    section: '4.3',
    claim: 'Marketing only after opt-in, or where law permits.',
    control: 'Strict: opt-in only (double opt-in), purpose-level; send gate checks consent and suppression.',
    evidence:
      'Send without a consent row is refused at the SES wrapper; consent proof (time, text version) stored.',
  },
  C50: {
    section: '4.3',
    claim: 'Newsletters, product updates, announcements.',
    control: 'Separate topics.',
    evidence: 'Each topic toggles alone.',
  },
  C51: {
    section: '4.3',
    claim: 'Invitations to surveys, feedback, research.',
    control: 'Own topic, off by default.',
    evidence: 'As C50.',
  },
  C52: {
    section: '4.3',
    claim: 'Notices about changes to services or policies.',
    control: 'Service class; cannot be switched off; minimal content.',
    evidence: 'Opted-out subject still gets it.',
  },
  C53: {
    section: '4.3',
    claim: 'Basis: consent for marketing, else legitimate interest or contract.',
    control: 'As C36.',
    evidence: 'As C36.',
  },
};

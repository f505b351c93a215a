import type { ClaimRows } from '../claim.ts';

/** Sections 9.2 to 9.5: rights elsewhere, how to use them, preferences. */
export const connicRightsElsewhere: ClaimRows = {
  C134: {
    section: '9.2',
    claim: 'Know: categories collected.',
    control: 'As C121 with CCPA categories (C194–C201).',
    evidence: 'Category list = computed from stored data.',
  },
  C135: {
    section: '9.2',
    due: 'first',
    claim: 'Know: specific pieces.',
    control: 'The export has everything but secrets: names and dates of credentials, never values.',
    evidence: "The archive lists a credential's name and does not contain its value or a password.",
  },
  C136: {
    section: '9.2',
    claim: 'Know: sources, purposes, third-party categories.',
    control: 'As C121.',
    evidence: 'As C121.',
  },
  C137: {
    section: '9.2',
    due: 'first',
    claim: "Delete, with the law's exceptions.",
    control: 'Erasure calls each recipient that holds data: Cognito, S3, EC2.',
    evidence: 'After a deletion the identity service has no such user, and the receipt says so.',
    later: 'Stripe, mail suppression.',
  },
  C138: {
    section: '9.2',
    claim: 'Correct.',
    control: 'As C122.',
    evidence: 'As C122.',
  },
  C139: {
    section: '9.2',
    claim: 'Opt out of sale or sharing.',
    control:
      '“Do Not Sell or Share” control although nothing is sold; Global Privacy Control honoured automatically.',
    evidence: '`Sec-GPC: 1` sets the opt-out for visitor and, signed in, for account; control visible.',
  },
  C140: {
    section: '9.2',
    claim: 'Limit use of sensitive personal information.',
    control: 'No sensitive category collected as controller; flag `limitSensitive` stops any future one.',
    evidence: 'Inventory has no sensitive category; adding one without the gate fails.',
  },
  C141: {
    section: '9.2',
    modules: ['privacy', 'billing'],
    claim: 'No discrimination for exercising rights.',
    control: 'Rights state is not an input to price, quota or feature code.',
    evidence:
      'Dependency test: billing and quota modules cannot import DSAR/consent state; same price before and after.',
  },
  C142: {
    section: '9.2',
    modules: ['billing'],
    claim: 'No financial incentives for data.',
    control: 'No coupon or credit type tied to consent.',
    evidence: 'Coupon rules have no consent predicate (type test).',
  },
  C143: {
    section: '9.2',
    claim: 'An authorised agent may act for a person.',
    control:
      'Agent flow: agent identity, signed permission, direct confirmation by the subject, power-of-attorney variant.',
    evidence:
      "Without the subject's confirmation no data leave; with it the package goes to the agent and the subject is told.",
  },
  C144: {
    section: '9.2,9.4',
    modules: ['privacy', 'accounts'],
    claim: "Identity, and the agent's authority, may be verified.",
    control:
      'Verification levels by request risk: signed-in + MFA, e-mail code, two data points; no new ID documents stored; proofs erased.',
    evidence: 'Wrong code ×5 locks; level table test; verification data expire.',
  },
  C145: {
    section: '9.3',
    claim: 'Similar rights under LGPD, Virginia, Colorado, Connecticut and others.',
    control: 'Profiles incl. appeal right and deadlines.',
    evidence: 'Table test of C4; Colorado/Virginia appeal path.',
  },
  C146: {
    section: '9.4',
    claim: 'Requests by e-mail.',
    control: 'As T38.',
    evidence: 'As T38.',
  },
  C147: {
    section: '9.4',
    due: 'first',
    claim: 'Requests by self-service export and deletion.',
    control: 'Export and deletion are buttons on the account page.',
    evidence: "In the console a person takes out an export and deletes the account without anybody's help.",
  },
  C148: {
    section: '9.4',
    claim: 'Requests through the DPO.',
    control: 'As C10.',
    evidence: 'As C10.',
  },
  C149: {
    section: '9.4',
    claim: 'Answer within 30 days under GDPR.',
    control: 'Due date from receipt; alarms at 50/75/90 %; self-service answers in minutes.',
    evidence: 'Clock test incl. time zones and month ends.',
  },
  C150: {
    section: '9.4',
    claim: 'Answer within 45 days under CCPA.',
    control: 'As C149 with own profile (plus legal confirmation of receipt).',
    evidence: 'As C149.',
  },
  C151: {
    section: '9.4',
    claim: 'Identity may be verified before processing.',
    control: 'As C144; clock rules per profile.',
    evidence: 'As C144.',
  },
  C152: {
    section: '9.4',
    claim: 'Manifestly unfounded or excessive requests may be charged or refused.',
    control: 'Decision with reason, evidence, four eyes, appeal; never automatic. Left: judgement.',
    evidence: 'Refusal without reason or second person is refused; message names the appeal.',
    people: 'Judging excess.',
  },
  C153: {
    section: '9.5',
    claim: 'Every marketing mail has an unsubscribe link.',
    control: 'Template layer injects link and `List-Unsubscribe(-Post)` headers.',
    evidence: 'Any marketing template without it cannot be built; one-click POST works without sign-in.',
  },
  C154: {
    section: '9.5',
    claim: 'Preferences can be set in account settings.',
    control: 'Preference centre and API.',
    evidence: 'Change reflected at the send gate.',
  },
  C155: {
    section: '9.5',
    claim: 'Service messages continue after opt-out.',
    control: 'As C52.',
    evidence: 'As C52.',
  },
  C156: {
    section: '9.5',
    claim: 'Push notifications can be switched off.',
    control: 'Off by default; browser permission plus server toggle; subscription deleted on opt-out.',
    evidence: 'After opt-out no subscription left.',
  },
};

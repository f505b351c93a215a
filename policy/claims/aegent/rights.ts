import type { ClaimRows } from '../claim.ts';

/** Sections 6 to 11: payment, cookies, retention, rights, contact. */
export const aegentRights: ClaimRows = {
  A30: {
    section: '6',
    modules: ['billing'],
    claim: 'Stripe handles payment processing.',
    control: 'As T13; signed webhooks, idempotent event table.',
    evidence: 'Bad signature → 400; duplicate event credits once (also under concurrency).',
  },
  A31: {
    section: '6',
    modules: ['billing'],
    claim: 'Card data are not stored.',
    control: 'As T13.',
    evidence: 'As T13.',
  },
  A32: {
    section: '6',
    modules: ['billing', 'privacy'],
    claim: "Stripe's own policy covers payment data and is linked.",
    control: 'Sub-processor register entry with policy link; link shown at checkout.',
    evidence: 'Page and register show the same link; link checker.',
  },
  A33: {
    section: '7',
    modules: ['privacy', 'accounts'],
    due: 'first',
    claim: 'Cookies serve the authentication session.',
    control: 'The cookie registry is code; `Secure`, `HttpOnly`, `SameSite`, `__Host-`.',
    evidence:
      'The cookies the browser gets while signing in are those of the registry that serve the session, with these attributes.',
  },
  A34: {
    section: '7',
    due: 'first',
    claim: 'Further cookies serve only essential functions.',
    control: 'Every cookie of the registry is essential.',
    evidence:
      'A browser run over all pages meets no cookie outside the registry, and every cookie in it is essential.',
  },
  A35: {
    section: '7',
    due: 'first',
    claim: 'No tracking cookies.',
    control: 'CSP and no third-party script.',
    evidence: 'A browser run over all pages: no cookie of another origin, and none before sign-in.',
    later: 'Payment pages.',
  },
  A36: {
    section: '7',
    modules: ['site'],
    due: 'first',
    claim: 'No third-party analytics that collect personal data.',
    control: 'No analytics code; CSP allows our origin and the registered sign-in host.',
    evidence: 'Every request of a browser run goes to our origin or to the registered sign-in host.',
    later: 'The own counter without cookies.',
  },
  A37: {
    section: '8',
    modules: ['chat', 'platform'],
    due: 'first',
    claim: 'Conversations stay in encrypted databases within the infrastructure.',
    control: "Turns lie sealed in the conversations table inside the operator's account.",
    evidence:
      'After a chat, the only stores with its items are the sealed ones of the conversations category.',
  },
  A38: {
    section: '8',
    modules: ['chat', 'retention'],
    due: 'first',
    claim: 'Conversations remain available while the account is active.',
    control: 'A conversation has no expiry unless its owner chooses one.',
    evidence: 'A conversation dated back five years is still read after a purge.',
    later: "An expiry rule of the user's; temporary chats.",
  },
  A39: {
    section: '8',
    modules: ['retention'],
    due: 'first',
    claim: 'Account data are kept while the account is active.',
    control: "An active account's record has no expiry.",
    evidence: 'The account item carries no expiry and survives the purge when dated back five years.',
  },
  A40: {
    section: '8',
    due: 'first',
    claim: 'Account data are deleted on request.',
    control: "Erasure takes the account's record, its sign-in identity and its sessions.",
    evidence: 'After erasure the account item, the Cognito user and the tokens are gone.',
  },
  A41: {
    section: '9',
    due: 'first',
    claim: "Right to see one's account information.",
    control:
      'Account page, `GET /v1/account` and `GET /v1/privacy/inventory` (category, purpose, basis, period, count).',
    evidence: 'Every category of the inventory occurs in the answer with counts that equal the stored items.',
  },
  A42: {
    section: '9',
    due: 'first',
    claim: 'Right to delete the account and associated data.',
    control: '`DELETE /v1/account` reaches every store of the inventory.',
    evidence:
      'An account with data in every store of its profile is deleted by its own request; signing in afterwards finds nothing.',
  },
  A43: {
    section: '9',
    modules: ['privacy', 'chat'],
    due: 'first',
    claim: 'Right to export conversations.',
    control: 'One archive: JSON with JSON Schema and readable HTML, by a link of five minutes.',
    evidence:
      'The exported conversations equal what the owner reads, turn by turn; the HTML shows the same text.',
    later: 'Branches, attachments and import into a fresh account; signed manifest.',
  },
  A44: {
    section: '9',
    claim: 'Right to opt out of marketing.',
    control: 'Preference centre, one-click unsubscribe (RFC 8058), suppression list.',
    evidence: 'Marketing send to an opted-out address is refused at the sending layer.',
  },
  A45: {
    section: '10',
    claim: 'Significant policy changes are announced by e-mail or in the service.',
    control: 'Notice campaign per version: SES e-mail and banner with acknowledgement.',
    evidence:
      'Publishing a `significant` version creates a delivery row per active account; banner until dismissed.',
  },
  A46: {
    section: '11',
    claim: 'A privacy contact takes questions and requests.',
    control: 'As T38, T40.',
    evidence: 'As T38, T40.',
  },
};

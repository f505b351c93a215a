import type { ClaimRows } from '../claim.ts';

/** Sections 7 to 10: retention, rights, changes, contact. */
export const tropicRights: ClaimRows = {
  T29: {
    section: '7',
    modules: ['retention'],
    due: 'first',
    claim: 'Account data are kept while the account is active.',
    control: "An active account's record has no expiry; the schedule says `life of the account`.",
    evidence: 'An account dated back five years is still read, and the purge takes nothing of it.',
  },
  T30: {
    section: '7',
    due: 'first',
    claim: "Deleting the account deletes the user's data.",
    control:
      'A workflow over the inventory deletes from every store, queries the subject in each, and signs a receipt. A store without an eraser does not compile.',
    evidence:
      'One person seeded in all stores and erased: no store holds e-mail or canaries, and the id only where the receipt says that something stays; the receipt lists the count of each store.',
  },
  T31: {
    section: '7',
    modules: ['privacy', 'platform'],
    due: 'first',
    claim: 'Deleting the account deletes stored credentials.',
    control:
      'Two data keys an account. Closing destroys the wrapped credential key at once, whatever the recovery window, and removes the sealed values.',
    evidence:
      'Right after closing, a kept copy of the ciphertext has no key that opens it, and the vault is empty; the receipt names the destroyed key.',
  },
  T32: {
    section: '7',
    modules: ['privacy', 'machines'],
    due: 'first',
    claim: 'Deleting the account terminates running VMs.',
    control: 'Closing terminates the instance with its volumes and waits for the final state.',
    evidence:
      "The instance of a closed account is `terminated`, with volumes that go with it; there is no snapshot of them, and none with the account's tag.",
    later: 'That the volumes are gone, by the word of EC2 on AWS. Open sessions are cut.',
  },
  T33: {
    section: '7',
    modules: ['retention', 'billing'],
    claim: 'Billing records may outlive the account where law requires.',
    control:
      'Separate ledger and invoice store keyed by pseudonymous customer number; bridge to identity erased at the end of the recovery window.',
    evidence: 'After erasure invoices still add up; no e-mail or content in them; retention 7 years set.',
  },
  T34: {
    section: '8',
    due: 'first',
    claim: 'A person may ask for access to their data at any time.',
    control: 'Access is self-service at any time: an export over the whole inventory.',
    evidence: 'A person asks for an export and gets the archive by a link of five minutes.',
    later: 'Requests by mail and form, with identity check, clock and timeline.',
  },
  T35: {
    section: '8',
    claim: 'A person may ask for correction at any time.',
    control:
      'Self-service edit plus correction request type with before/after and propagation to Stripe and IdP.',
    evidence: 'Changing the e-mail changes Cognito, profile and Stripe mock; audit shows both values hashed.',
  },
  T36: {
    section: '8',
    due: 'first',
    claim: 'A person may ask for deletion at any time.',
    control: 'Erasure is self-service at any time and ends in a signed receipt.',
    evidence: 'A person asks for erasure and the workflow ends in a receipt that verifies.',
    later: 'Requests by mail that reach the same receipt.',
  },
  T37: {
    section: '8',
    modules: ['privacy', 'accounts'],
    due: 'first',
    claim:
      'The account and everything attached can be deleted in the account screen, without contacting anyone.',
    control:
      '`DELETE /v1/account` with a fresh sign-in; the console lists the consequences and offers an export before.',
    evidence:
      'Through the console, from account page to receipt; without a fresh sign-in it is refused as `reauth_required`.',
  },
  T38: {
    section: '8',
    claim: 'Requests may also come by contacting the operator.',
    control: 'Inbound SES mailbox → DSAR ticket with clock started at receipt; operator screen.',
    evidence: 'Mail fixture creates a ticket with due date and acknowledgement.',
  },
  T39: {
    section: '9',
    claim: 'Material changes are announced at least by a new date on the page.',
    control: 'Version publish writes date, diff and reason; the stricter rule of C186–C192 applies on top.',
    evidence: 'Publishing without a reason or date is refused; the diff page shows old and new.',
  },
  T40: {
    section: '10',
    due: 'first',
    claim: 'A privacy contact is published.',
    control:
      'The privacy contact is a required setting; it is shown by footer, policy page, `/.well-known/security.txt` and mails.',
    evidence: 'Synth fails without it; each place shows it.',
  },
};

import { type Category, type CategoryId, type categories, category } from './categories.ts';
import { stillMatched } from './pseudonym.ts';
import { SESSION_HOURS } from './retention.ts';

/** What people read of a category. Apart from the rules: functions that people wait for carry none of it. */
interface CategoryWords {
  /** As the person reads it in "What we hold about you". */
  readonly label: string;
  readonly examples: string;
  /** What stays after erasure, with the reason that the receipt gives; absent means that nothing stays. */
  readonly staysAfterErasure?: string;
}

type Words<Id extends CategoryId> = (typeof categories)[Id] extends { readonly stays: true }
  ? Required<CategoryWords>
  : Omit<CategoryWords, 'staysAfterErasure'>;

const categoryWords: { readonly [Id in CategoryId]: Words<Id> } = {
  'answer-chunk': {
    label: 'Pieces of an answer on its way',
    examples: 'text of the last minutes, so that a refresh loses nothing',
  },
  conversation: {
    label: 'Conversations',
    examples: 'your messages, the answers, titles',
  },
  credential: {
    label: 'Stored credentials',
    examples: 'name, and the sealed value that is never shown again',
  },
  'run-log': {
    label: 'Run logs',
    examples: 'what the agent said and did, line by line',
  },
  run: {
    label: 'Agent runs',
    examples: 'prompt, result, state, cost',
  },
  machine: {
    label: 'Your machine',
    examples: 'state, size, start and stop times',
  },
  'export-request': {
    label: 'Export requests',
    examples: 'when you asked for an export, its size',
  },
  acceptance: {
    label: 'Accepted policies',
    examples: 'document, version, time',
  },
  session: {
    label: 'Sessions and API keys',
    examples: `when you signed in, kind of browser, last use, name and scopes of a key; a session ends after ${SESSION_HOURS} hours, a key when you choose`,
  },
  billing: {
    label: 'Credits',
    examples: 'movements and balance under a number without your name',
    staysAfterErasure: `Billing records are kept seven years by law, under a random number that no longer leads to you: of each movement its month, kind and amount, and the counts behind the price. All that they still tell of your account is ${stillMatched.what}; ${stillMatched.because}.`,
  },
  audit: {
    label: 'Audit trail',
    examples: 'what was done with your account, when, by whom',
  },
  'address-hash': {
    label: 'Hashes of addresses',
    examples:
      'a keyed hash of an address for which welcome credits were given; of a mail domain how many that were on a day',
    staysAfterErasure:
      'A keyed hash of your address is kept two years, so that welcome credits are given once for an address. Nobody can turn it back into the address, or into a number of yours.',
  },
  erasure: {
    label: 'Erasure records',
    examples: 'receipt and tombstone under a random id',
    staysAfterErasure:
      'The tombstone keeps a restored backup from bringing you back, the receipt proves the erasure; both hold random ids only.',
  },
  operation: {
    label: 'Operation',
    examples: 'readings of the retention guard, purge reports, published policies',
  },
  identity: {
    label: 'Sign-in identity',
    examples:
      'e-mail address, password verifier; of a sign-in the IP address, device and place, by which a stolen password is found',
  },
  key: {
    label: 'Your wrapped data keys',
    examples: 'two encrypted keys, version',
  },
  account: {
    label: 'Account',
    examples: 'when it was created, its state, your plan, age declaration',
  },
  export: {
    label: 'Exports',
    examples: 'the archive that you asked for',
  },
  'management-trail': {
    label: 'Management trail',
    examples:
      'which AWS calls were made, with random ids; of a sign-in and of a fetched export, IP address and kind of browser',
    staysAfterErasure:
      'The management trail expires within 90 days. It names random ids, and of a sign-in and of a fetched export the IP address and kind of browser; it is not kept by account.',
  },
  'sign-in-attempt': {
    label: 'Sign-in under way',
    examples: 'a random state for ten minutes',
  },
  'machine-disk': {
    label: "Your machine's disk",
    examples: 'whatever you and your agents put there; we do not look',
  },
  'job-message': {
    label: 'Jobs on their way',
    examples: 'random ids of a run for your machine',
  },
  'function-log': {
    label: 'Function logs',
    examples: 'request ids, error codes, durations; never content',
    staysAfterErasure: 'Function logs expire after 30 days and name random ids at most.',
  },
  'access-log': {
    label: 'Access logs',
    examples:
      'IP address that the service sees (through the content network, that network’s own), kind of browser, time, request id',
    staysAfterErasure: 'Access logs expire after 30 days; they are not kept by account.',
  },
  'workflow-history': {
    label: 'Workflow histories',
    examples: 'random ids and states of what takes several steps, such as an export or an erasure',
    staysAfterErasure: 'Workflow histories expire within 90 days and name random ids only.',
  },
};

/** A category with its words. */
export const describedCategory = (id: CategoryId): Category & CategoryWords => ({
  ...category(id),
  ...categoryWords[id],
});

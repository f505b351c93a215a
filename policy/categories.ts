import { keysOf } from './keys-of.ts';
import { stillMatched } from './pseudonym.ts';
import type { PurposeId } from './purposes.ts';
import {
  byPlan,
  days,
  hours,
  lifeOfAccount,
  lifeOfAccountOrSignUp,
  MAX_API_KEY_DAYS,
  minutes,
  type Retention,
  SESSION_HOURS,
  untilReplaced,
  years,
} from './retention.ts';

/** A kind of personal data: what it is, why it is held, and for how long unless a store says shorter. */
export interface Category {
  /** As the person reads it in "What we hold about you". */
  readonly label: string;
  readonly examples: string;
  readonly purpose: PurposeId;
  readonly retention: Retention;
  /** Content is what a person writes, stores or receives: sealed, never logged, unseen by operators. */
  readonly content: boolean;
  /** How many there are tells how much somebody did, and so which movements of credits are theirs: no kept record counts it. */
  readonly tells?: true;
  /** What stays after erasure, with the reason that the receipt gives; absent means that nothing stays. */
  readonly staysAfterErasure?: string;
}

/** Every category of data in a Cloister, in the order in which policy and inventory show them. A store without one of these does not compile. */
export const categories = {
  'answer-chunk': {
    label: 'Pieces of an answer on its way',
    examples: 'text of the last minutes, so that a refresh loses nothing',
    purpose: 'service',
    retention: hours(1),
    content: true,
    tells: true,
  },
  conversation: {
    label: 'Conversations',
    examples: 'your messages, the answers, titles',
    purpose: 'service',
    retention: lifeOfAccount,
    content: true,
    tells: true,
  },
  credential: {
    label: 'Stored credentials',
    examples: 'name, and the sealed value that is never shown again',
    purpose: 'service',
    retention: lifeOfAccount,
    content: true,
  },
  'run-log': {
    label: 'Run logs',
    examples: 'what the agent said and did, line by line',
    purpose: 'service',
    retention: byPlan,
    content: true,
    tells: true,
  },
  run: {
    label: 'Agent runs',
    examples: 'prompt, result, state, cost',
    purpose: 'service',
    retention: lifeOfAccount,
    content: true,
    tells: true,
  },
  machine: {
    label: 'Your machine',
    examples: 'state, size, start and stop times',
    purpose: 'service',
    retention: lifeOfAccount,
    content: false,
  },
  'export-request': {
    label: 'Export requests',
    examples: 'when you asked for an export, its size',
    purpose: 'service',
    retention: hours(24),
    content: false,
  },
  acceptance: {
    label: 'Accepted policies',
    examples: 'document, version, time',
    purpose: 'acceptance',
    retention: lifeOfAccount,
    content: false,
  },
  session: {
    label: 'Sessions and API keys',
    examples: `when you signed in, kind of browser, last use, name and scopes of a key; a session ends after ${SESSION_HOURS} hours, a key when you choose`,
    purpose: 'security',
    retention: days(MAX_API_KEY_DAYS),
    content: false,
  },
  billing: {
    label: 'Credits',
    examples: 'movements and balance under a number without your name',
    purpose: 'billing',
    retention: years(7),
    content: false,
    staysAfterErasure: `Billing records are kept seven years by law, under a random number that no longer leads to you: of each movement its month, kind and amount, and the counts behind the price. All that they still tell of your account is ${stillMatched.what}; ${stillMatched.because}.`,
  },
  audit: {
    label: 'Audit trail',
    examples: 'what was done with your account, when, by whom',
    purpose: 'accountability',
    retention: years(2),
    content: false,
    tells: true,
  },
  'address-hash': {
    label: 'Hashes of addresses',
    examples:
      'a keyed hash of an address for which welcome credits were given; of a mail domain how many that were on a day',
    purpose: 'security',
    retention: years(2),
    content: false,
    staysAfterErasure:
      'A keyed hash of your address is kept two years, so that welcome credits are given once for an address. Nobody can turn it back into the address, or into a number of yours.',
  },
  erasure: {
    label: 'Erasure records',
    examples: 'receipt and tombstone under a random id',
    purpose: 'erasure',
    retention: years(2),
    content: false,
    staysAfterErasure:
      'The tombstone keeps a restored backup from bringing you back, the receipt proves the erasure; both hold random ids only.',
  },
  operation: {
    label: 'Operation',
    examples: 'readings of the retention guard, purge reports, published policies',
    purpose: 'operation',
    retention: untilReplaced,
    content: false,
  },
  identity: {
    label: 'Sign-in identity',
    examples:
      'e-mail address, password verifier; of a sign-in the IP address, device and place, by which a stolen password is found',
    purpose: 'account',
    retention: lifeOfAccountOrSignUp,
    content: false,
  },
  key: {
    label: 'Your wrapped data keys',
    examples: 'two encrypted keys, version',
    purpose: 'security',
    retention: lifeOfAccount,
    content: false,
  },
  account: {
    label: 'Account',
    examples: 'when it was created, its state, your plan, age declaration',
    purpose: 'account',
    retention: lifeOfAccount,
    content: false,
  },
  export: {
    label: 'Exports',
    examples: 'the archive that you asked for',
    purpose: 'service',
    retention: hours(24),
    content: true,
  },
  'management-trail': {
    label: 'Management trail',
    examples:
      'which AWS calls were made, with random ids; of a sign-in and of a fetched export, IP address and kind of browser',
    purpose: 'accountability',
    retention: days(90),
    content: false,
    staysAfterErasure:
      'The management trail expires within 90 days. It names random ids, and of a sign-in and of a fetched export the IP address and kind of browser; it is not kept by account.',
  },
  'sign-in-attempt': {
    label: 'Sign-in under way',
    examples: 'a random state for ten minutes',
    purpose: 'security',
    retention: minutes(10),
    content: false,
  },
  'machine-disk': {
    label: "Your machine's disk",
    examples: 'whatever you and your agents put there; we do not look',
    purpose: 'service',
    retention: lifeOfAccount,
    content: true,
  },
  'job-message': {
    label: 'Jobs on their way',
    examples: 'random ids of a run for your machine',
    purpose: 'service',
    retention: days(1),
    content: false,
  },
  'function-log': {
    label: 'Function logs',
    examples: 'request ids, error codes, durations; never content',
    purpose: 'security',
    retention: days(30),
    content: false,
    staysAfterErasure: 'Function logs expire after 30 days and name random ids at most.',
  },
  'access-log': {
    label: 'Access logs',
    examples:
      'IP address that the service sees (through the content network, that network’s own), kind of browser, time, request id',
    purpose: 'security',
    retention: days(30),
    content: false,
    staysAfterErasure: 'Access logs expire after 30 days; they are not kept by account.',
  },
  'workflow-history': {
    label: 'Workflow histories',
    examples: 'random ids and states of what takes several steps, such as an export or an erasure',
    purpose: 'operation',
    retention: days(90),
    content: false,
    staysAfterErasure: 'Workflow histories expire within 90 days and name random ids only.',
  },
} as const satisfies Record<string, Category>;

export type CategoryId = keyof typeof categories;

export function category(id: CategoryId): Category {
  return categories[id];
}

export const categoryIds = keysOf(categories);

import { keysOf } from './keys-of.ts';
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
  untilReplaced,
  years,
} from './retention.ts';

/** A kind of personal data: why it is held, and for how long unless a store says shorter. */
export interface Category {
  readonly purpose: PurposeId;
  readonly retention: Retention;
  /** Content is what a person writes, stores or receives: sealed, never logged, unseen by operators. */
  readonly content: boolean;
  /** How many there are tells how much somebody did, and so which movements of credits are theirs: no kept record counts it. */
  readonly tells?: true;
  /** Something stays after erasure; the reason stands in `category-words.ts`. */
  readonly stays?: true;
}

/** Every category of data in a Cloister, in the order in which policy and inventory show them. A store without one of these does not compile. */
export const categories = {
  'answer-chunk': {
    purpose: 'service',
    retention: hours(1),
    content: true,
    tells: true,
  },
  conversation: {
    purpose: 'service',
    retention: lifeOfAccount,
    content: true,
    tells: true,
  },
  credential: {
    purpose: 'service',
    retention: lifeOfAccount,
    content: true,
  },
  'run-log': {
    purpose: 'service',
    retention: byPlan,
    content: true,
    tells: true,
  },
  run: {
    purpose: 'service',
    retention: lifeOfAccount,
    content: true,
    tells: true,
  },
  machine: {
    purpose: 'service',
    retention: lifeOfAccount,
    content: false,
  },
  'export-request': {
    purpose: 'service',
    retention: hours(24),
    content: false,
  },
  acceptance: {
    purpose: 'acceptance',
    retention: lifeOfAccount,
    content: false,
  },
  session: {
    purpose: 'security',
    retention: days(MAX_API_KEY_DAYS),
    content: false,
  },
  billing: {
    purpose: 'billing',
    retention: years(7),
    content: false,
    stays: true,
  },
  audit: {
    purpose: 'accountability',
    retention: years(2),
    content: false,
    tells: true,
  },
  'address-hash': {
    purpose: 'security',
    retention: years(2),
    content: false,
    stays: true,
  },
  erasure: {
    purpose: 'erasure',
    retention: years(2),
    content: false,
    stays: true,
  },
  operation: {
    purpose: 'operation',
    retention: untilReplaced,
    content: false,
  },
  identity: {
    purpose: 'account',
    retention: lifeOfAccountOrSignUp,
    content: false,
  },
  key: {
    purpose: 'security',
    retention: lifeOfAccount,
    content: false,
  },
  account: {
    purpose: 'account',
    retention: lifeOfAccount,
    content: false,
  },
  export: {
    purpose: 'service',
    retention: hours(24),
    content: true,
  },
  'management-trail': {
    purpose: 'accountability',
    retention: days(90),
    content: false,
    stays: true,
  },
  'sign-in-attempt': {
    purpose: 'security',
    retention: minutes(10),
    content: false,
  },
  'machine-disk': {
    purpose: 'service',
    retention: lifeOfAccount,
    content: true,
  },
  'job-message': {
    purpose: 'service',
    retention: days(1),
    content: false,
  },
  'function-log': {
    purpose: 'security',
    retention: days(30),
    content: false,
    stays: true,
  },
  'access-log': {
    purpose: 'security',
    retention: days(30),
    content: false,
    stays: true,
  },
  'workflow-history': {
    purpose: 'operation',
    retention: days(90),
    content: false,
    stays: true,
  },
} as const satisfies Record<string, Category>;

export type CategoryId = keyof typeof categories;

export function category(id: CategoryId): Category {
  return categories[id];
}

export const categoryIds = keysOf(categories);

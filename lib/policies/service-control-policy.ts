import { code } from './code.ts';
import { content } from './content.ts';
import type { Denial } from './denial.ts';
import { entrance } from './entrance.ts';
import { stores } from './stores.ts';

/** Characters of one policy, blanks included, and policies of one account. AWS' documents disagree; these are the smaller numbers. */
export const MOST_CHARACTERS = 5120;
export const MOST_POLICIES = 5;
/** `FullAWSAccess`, without which nothing is allowed. */
export const TAKEN_POLICIES = 1;

/**
 * What binds the administrators of the AWS account: nothing inside the account does. They go to a dedicated account,
 * attached from its organisation, and do not bind the organisation's own management account.
 */
export const serviceControlPolicies = { content, stores, code, entrance } as const;

/** The file that is shipped and sent as it is: a line a statement, since each blank counts. */
export const policyFile = (statements: readonly Denial[]): string =>
  `{"Version":"2012-10-17","Statement":[\n${statements.map((one) => JSON.stringify(one)).join(',\n')}\n]}\n`;

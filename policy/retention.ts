/** How long a kind of data is kept. The one type from which TTLs, lifecycles, pages and the purge are derived. */
export type Retention =
  | { readonly kind: 'account'; readonly unfinished?: UnfinishedSignUp }
  | { readonly kind: 'period'; readonly seconds: number }
  | { readonly kind: 'plan'; readonly of: 'runLog' }
  | { readonly kind: 'until-replaced' };

/** What becomes of an address with which nobody opens an account. */
interface UnfinishedSignUp {
  /** So long it waits for somebody. */
  readonly waits: Period;
  /** So long it is locked before it is deleted. */
  readonly locked: Period;
  /** After that it is gone, however late the sweep looked. */
  readonly gone: Period;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A number of seconds. */
export type Period = Extract<Retention, { readonly kind: 'period' }>;

/** As long as the account lives; erasure ends it. */
export const lifeOfAccount: Retention = { kind: 'account' };
/** By the plan of the account, see `policy/plans.ts`. */
export const byPlan: Retention = { kind: 'plan', of: 'runLog' };
/** Not personal, kept until the next deployment or publication replaces it. */
export const untilReplaced: Retention = { kind: 'until-replaced' };

export const minutes = (n: number): Period => ({ kind: 'period', seconds: n * MINUTE });
export const hours = (n: number): Period => ({ kind: 'period', seconds: n * HOUR });
export const days = (n: number): Period => ({ kind: 'period', seconds: n * DAY });
/** Years of 365.25 days, rounded down to a day, so that a seven-year period is never longer than seven years. */
export const years = (n: number): Period => ({ kind: 'period', seconds: Math.floor(n * 365.25) * DAY });

/**
 * A day of lock is far longer than a sign-in can still lead to an account, and gives an operator the time to notice a
 * fault before it deletes people. The ninth day is for the sweep, which may be a round late at either end.
 */
export const unfinishedSignUp: UnfinishedSignUp = { waits: days(7), locked: days(1), gone: days(9) };
/** As long as the account lives, and where none is opened, until the sign-up is given up. */
export const lifeOfAccountOrSignUp: Retention = { kind: 'account', unfinished: unfinishedSignUp };

/** A session lives so long at most. */
export const SESSION_HOURS = 12;
/** An API key lives so long at most; who makes it chooses. */
export const MAX_API_KEY_DAYS = 365;

/** Tables can be restored to any second of so many days: what is deleted lies in a backup as long. */
export const BACKUP_DAYS = 35;
/** So long a deleted account's key of its content can be restored; after that, nobody opens that content in a backup. */
export const CONTENT_KEY_BACKUP_DAYS = 1;

/** Seconds after which an item must be gone, or nothing where something else than time decides. */
export function periodSeconds(retention: Retention): number | undefined {
  return retention.kind === 'period' ? retention.seconds : undefined;
}

/** A retention in words, as the policy page and the inventory show it. */
export function retentionInWords(retention: Retention, planDays: readonly number[]): string {
  switch (retention.kind) {
    case 'account': {
      const words = 'as long as your account exists';
      const gone = retention.unfinished?.gone.seconds;
      return gone === undefined ? words : `${words}; ${periodInWords(gone)} where you open none`;
    }
    case 'plan':
      return `by your plan: ${planDays.join(', ')} days`;
    case 'until-replaced':
      return 'until it is replaced';
    case 'period':
      return periodInWords(retention.seconds);
  }
}

/** A number of seconds in the largest unit of which there is one. */
export function periodInWords(seconds: number): string {
  const units = [
    ['year', 365 * DAY],
    ['day', DAY],
    ['hour', HOUR],
    ['minute', MINUTE],
  ] as const;
  for (const [name, size] of units) {
    const count = Math.floor(seconds / size);
    if (count >= 1) return `${count} ${name}${count === 1 ? '' : 's'}`;
  }
  return `${seconds} seconds`;
}

/** What was spent on one day, in micro-credits. */
export interface DaySpent {
  readonly day: string;
  readonly amount: number;
}

const DAYS = 14;
const dayOf = (at: Date): string => at.toLocaleDateString('sv-SE');

/**
 * Charges by day for the last two weeks, on the reader's calendar; grants are no spending. Where these are not `all`
 * movements, newest first, only the days of which they have all: a part of a day would pass for the whole.
 */
export function spending(
  movements: readonly { readonly at: string; readonly amount: number }[],
  all: boolean,
  now = new Date(),
): readonly DaySpent[] {
  const spent = new Map<string, number>();
  for (const { at, amount } of movements) {
    const day = dayOf(new Date(at));
    if (amount < 0) spent.set(day, (spent.get(day) ?? 0) - amount);
  }
  const oldest = movements.at(-1);
  const partial = all || oldest === undefined ? '' : dayOf(new Date(oldest.at));
  return Array.from({ length: DAYS }, (_, index) => {
    // By the calendar: a day may have 23 hours.
    const day = dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - (DAYS - 1 - index)));
    return { day, amount: spent.get(day) ?? 0 };
  }).filter(({ day }) => day > partial);
}

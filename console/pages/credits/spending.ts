/** What was spent on one day, in micro-credits. */
export interface DaySpent {
  readonly day: string;
  readonly amount: number;
}

const DAYS = 14;
const DAY_MS = 24 * 60 * 60 * 1000;
const dayOf = (at: Date): string => at.toLocaleDateString('sv-SE');

/** Charges by day for the last two weeks, on the reader's calendar; grants are no spending. */
export function spending(
  movements: readonly { readonly at: string; readonly amount: number }[],
  now = new Date(),
): readonly DaySpent[] {
  const spent = new Map<string, number>();
  for (const { at, amount } of movements) {
    const day = dayOf(new Date(at));
    if (amount < 0) spent.set(day, (spent.get(day) ?? 0) - amount);
  }
  return Array.from({ length: DAYS }, (_, index) => {
    const day = dayOf(new Date(now.getTime() - (DAYS - 1 - index) * DAY_MS));
    return { day, amount: spent.get(day) ?? 0 };
  });
}

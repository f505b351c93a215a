/** Most bytes of the functions that people wait for, since a cold start parses all of it: what was measured, and a tenth; a run's answer seals its movement. */
export const bundleBudgets = {
  turns: 110_000,
  converse: 105_000,
  conversations: 100_000,
  accounts: 303_000,
} as const;

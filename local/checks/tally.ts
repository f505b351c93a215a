/** What came of checks or tests. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Tests that did not run, each with its reason: they have not passed. */
  readonly notRun: readonly string[];
}

export const totalOf = (tallies: readonly Tally[]): Tally => ({
  passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
  failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
  notRun: tallies.flatMap(({ notRun }) => notRun),
});

/** The lines that a run closes with; the last one counts. */
export const closingLines = ({ passed, failed, notRun }: Tally): readonly string[] => [
  ...notRun.map((test) => `not run: ${test}`),
  `${passed} passed, ${failed} failed${notRun.length > 0 ? `, ${notRun.length} skipped` : ''}`,
];

import type { EvidenceRun } from '../../support/evidence/result.ts';
import { isProof, type ProvenClaim, summaryOf } from './standing.ts';

/** The report for programs: the register's text and each claim's evidence in one document. */
export function jsonReport(run: EvidenceRun, claims: readonly ProvenClaim[]): string {
  const { results: _, ...about } = run;
  const entries = claims.map(({ claim, standing, classes, passed, failed }) => ({
    ...claim,
    standing,
    classes,
    passed,
    failed,
  }));
  return JSON.stringify(
    { ...about, proof: isProof(claims), summary: summaryOf(claims), claims: entries },
    undefined,
    2,
  );
}

import type { Claim } from '../../../policy/claims/claim.ts';
import { claimsOf } from '../../../policy/claims/register.ts';
import type { EvidenceClass, EvidenceResult, EvidenceRun } from '../../support/evidence/result.ts';

/** Where a claim stands. `due later` has no proof and needs none yet; `not proven` has none and should. */
export type Standing = 'proven' | 'not proven' | 'due later';
export const standings: readonly Standing[] = ['proven', 'not proven', 'due later'];

/** A claim of the profile with what a run showed about it. */
export interface ProvenClaim {
  readonly claim: Claim;
  readonly standing: Standing;
  /** The classes of the passing evidence, each once. */
  readonly classes: readonly EvidenceClass[];
  readonly passed: readonly EvidenceResult[];
  readonly failed: readonly EvidenceResult[];
}

/** Every claim of the run's profile and where it stands; results about other claims are left out. */
export function standingsOf(run: EvidenceRun): readonly ProvenClaim[] {
  return claimsOf(run.profile).map((claim) => {
    const about = run.results.filter((result) => result.id === claim.id);
    const passed = about.filter((result) => result.state === 'passed');
    const failed = about.filter((result) => result.state === 'failed');
    return {
      claim,
      standing: standingOf(claim, passed.length, failed.length),
      classes: [...new Set(passed.map((result) => result.evidence))].sort(),
      passed,
      failed,
    };
  });
}

/** One failing check is enough to leave a claim unproven, whatever else passed. */
function standingOf(claim: Claim, passed: number, failed: number): Standing {
  if (failed > 0) return 'not proven';
  if (passed > 0) return 'proven';
  return claim.due === 'first' ? 'not proven' : 'due later';
}

/** Whether the run may be called a proof: each claim that is due is proven, and nothing failed. */
export const isProof = (claims: readonly ProvenClaim[]): boolean =>
  claims.every((entry) => entry.standing !== 'not proven');

/** How many claims stand where, and how the proven ones were seen. */
export interface Summary {
  readonly claims: number;
  readonly standings: Readonly<Record<Standing, number>>;
  /** Proven claims by class; one with several counts in each. */
  readonly classes: Readonly<Partial<Record<EvidenceClass, number>>>;
  readonly openParts: number;
  readonly peopleParts: number;
}

export function summaryOf(claims: readonly ProvenClaim[]): Summary {
  const count = (test: (entry: ProvenClaim) => boolean) => claims.filter(test).length;
  const proven = claims.filter((entry) => entry.standing === 'proven');
  return {
    claims: claims.length,
    standings: {
      proven: proven.length,
      'not proven': count((entry) => entry.standing === 'not proven'),
      'due later': count((entry) => entry.standing === 'due later'),
    },
    classes: countEach(proven.flatMap((entry) => entry.classes)),
    openParts: proven.filter((entry) => entry.claim.later !== undefined).length,
    peopleParts: count((entry) => entry.claim.people !== undefined),
  };
}

function countEach(classes: readonly EvidenceClass[]): Partial<Record<EvidenceClass, number>> {
  const counts: Partial<Record<EvidenceClass, number>> = {};
  for (const name of classes) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

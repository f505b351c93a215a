import { expect, inject, test } from 'vitest';
import type { ClaimId } from '../../../policy/claims/claim.ts';
import { claim as findClaim } from '../../../policy/claims/register.ts';
import { openShared } from '../deployment/open.ts';
import type { SynthTarget, Target } from '../target.ts';
import type { EvidenceClass, EvidenceSettings } from './result.ts';
import { Witness } from './witness.ts';

export interface ClaimOptions {
  /** Changes nothing on the deployment beyond accounts of its own reading; only such checks run on a live account. */
  readonly readOnly?: boolean;
  /** What this check adds, where several stand for one claim: `'the sign-up form'`. */
  readonly shows?: string;
}

/** What the check adds is enough to say where nothing else is special; templates are only ever read. */
type How = string | ClaimOptions;
type Check<Seen> = (target: Seen) => Promise<void> | void;

/** In milliseconds: machines boot in some checks, and workflows end. */
const longestCheck = 300_000;

/** One check shows one sentence: the same function under two ids would make one assertion stand for both. */
const checks = new Map<unknown, ClaimId>();

/**
 * Registers a proof of one claim. The assertions are about that sentence alone; a claim is proven only by passing ones.
 * `deployed` evidence that touches a part which a double plays fails: it is `simulated`.
 * @throws when the id is not in the register, or the check already stands for another claim.
 */
export function claim(id: ClaimId, evidence: 'synth', how: How, check: Check<SynthTarget>): void;
export function claim(id: ClaimId, evidence: EvidenceClass, how: How, check: Check<Target>): void;
export function claim(id: ClaimId, evidence: EvidenceClass, how: How, check: Check<Target>): void {
  const entry = findClaim(id);
  const other = checks.get(check);
  if (other !== undefined && other !== id)
    throw new Error(`One check cannot stand for both ${other} and ${id}.`);
  checks.set(check, id);

  const settings = inject('evidence');
  const options = typeof how === 'string' ? { shows: how } : how;
  const { shows, readOnly = evidence === 'synth' }: ClaimOptions = options;
  if (!runsOn(settings.target, evidence, readOnly)) return;
  const about = { id, readOnly, ...(shows === undefined ? {} : { shows }) };
  test(`${id} ${entry.claim}`, { timeout: longestCheck }, async ({ task }) => {
    task.meta.evidence = { ...about, evidence, played: [], assertions: 0 };
    const deployment = evidence === 'synth' ? undefined : openShared(inject('deployment'));
    const witness = new Witness(evidence, deployment, settings);
    try {
      await check(witness);
      expect.hasAssertions();
    } finally {
      const assertions = expect.getState().assertionCalls;
      task.meta.evidence = { ...about, evidence: witness.evidence, played: witness.played, assertions };
    }
  });
}

/** An AWS account in use sees only checks that change nothing, and alone sees those that are about AWS itself. */
const runsOn = (target: EvidenceSettings['target'], evidence: EvidenceClass, readOnly: boolean): boolean =>
  target === 'live' ? readOnly : evidence !== 'live';

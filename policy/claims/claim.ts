import type { ModuleId } from '../modules.ts';

/** The published policy that makes a claim. */
export type PolicyName = 'tropic' | 'aegent' | 'connic';

/** `T`, `A` or `C` for the policy, then a stable number. */
export type ClaimId = `${'T' | 'A' | 'C'}${number}`;

/** S: software proves it. P: software enforces a part, people do the rest. O: only an organisation can do it. */
export type ClaimKind = 'S' | 'P' | 'O';

interface ClaimText {
  /** The section of the policy; `key` is its box of key points, `head` its header. */
  readonly section: string;
  /** The sentence, in our own words. */
  readonly claim: string;
  /** What makes it true. */
  readonly control: string;
  /** What a passing proof has seen. */
  readonly evidence: string;
  /** What the proof will still have to see once later features exist: shown as open beside it. */
  readonly later?: string;
  /** What only people can do, where software is not enough (kinds P and O). */
  readonly people?: string;
}

/**
 * Rows of the register, as their file holds them. The privacy module keeps most, and most are due later: a row says where
 * that is otherwise. Where one names people, it is of kind P, or of kind O if it says so.
 */
export type ClaimRows = Readonly<
  Record<ClaimId, ClaimText & Partial<Pick<Claim, 'kind' | 'due' | 'modules'>>>
>;

/** One promise of a published policy, with the control that keeps it and the evidence that shows it. */
export interface Claim extends ClaimText {
  readonly id: ClaimId;
  readonly kind: ClaimKind;
  /** Where its control is. */
  readonly modules: readonly ModuleId[];
  /** `first`: must be proven now. `later`: belongs to features that come later, and is shown as such. */
  readonly due: 'first' | 'later';
  readonly policy: PolicyName;
}

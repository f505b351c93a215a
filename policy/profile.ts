import type { RecipientId } from './processors.ts';

/** What a deployment can do. A capability that is off has no functions, no stores, no pages. */
export type Capability = 'chat' | 'credentials' | 'machines' | 'runs';

/** A product that Cloister can be deployed as. */
export interface Profile {
  readonly id: ProfileId;
  readonly product: string;
  readonly summary: string;
  /** The claims that it is proven against, by the first letter of their ids. */
  readonly claims: readonly ('T' | 'A' | 'C')[];
  readonly capabilities: readonly Capability[];
  /** Days in which a closed account can be recovered; 29 at most, so that erasure ends by day 30. */
  readonly recoveryDays: number;
  /** Credits that a new account starts with. */
  readonly welcomeCredits: number;
  readonly recipients: readonly RecipientId[];
  /** The policy in force: its version is its date. */
  readonly policyRevised: string;
}

export type ProfileId = 'tropic' | 'aegent' | 'connic' | 'cloister';

import type { Finding } from './finding.ts';
import type { Place } from './place.ts';

/** One question about an account. It reads, and answers once for each thing that it looked at. */
export interface Check {
  readonly name: string;
  readonly look: (place: Place) => Promise<readonly Finding[]>;
}

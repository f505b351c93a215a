import type { BucketSpec } from '../../../contracts/spec/store.ts';
import type { Capability } from '../../../policy/profile.ts';

type BucketAction = 'GetObject' | 'PutObject' | 'DeleteObject' | 'ListBucket';

interface BucketGrant {
  readonly to: 'bucket';
  readonly bucket: BucketSpec;
  readonly capability: Capability | undefined;
  readonly actions: readonly BucketAction[];
  /** Part of a whole inventory, whose names are stored: such a grant brings no environment. */
  readonly named?: 'by-map';
}

export const bucket = (spec: BucketSpec, ...actions: BucketAction[]): BucketGrant => ({
  to: 'bucket',
  bucket: spec,
  capability: spec.capability,
  actions,
});

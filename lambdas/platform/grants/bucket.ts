import type { BucketSpec } from '../../../contracts/spec/store.ts';

type BucketAction = 'GetObject' | 'PutObject' | 'DeleteObject' | 'ListBucket';

/** Actions on a bucket and its objects. */
export const bucket = (spec: BucketSpec, ...actions: BucketAction[]) =>
  ({ to: 'bucket', bucket: spec, capability: spec.capability, actions }) as const;

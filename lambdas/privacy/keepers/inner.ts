import { objects } from '../../platform/aws/objects.ts';
import { BucketKeeper } from './bucket.ts';
import { openStoreNames } from './store-names.ts';
import { openTableKeeper } from './table.ts';

/** The keepers that a function in the isolated network can use. */
export function openInnerKeepers() {
  const names = openStoreNames();
  return { table: openTableKeeper(names), bucket: new BucketKeeper(objects, names) };
}
export type InnerKeepers = ReturnType<typeof openInnerKeepers>;

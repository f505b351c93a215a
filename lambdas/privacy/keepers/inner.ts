import { storeNames } from '../../../contracts/platform/stores.ts';
import { documents } from '../../platform/aws/clients.ts';
import { objects } from '../../platform/aws/objects.ts';
import { env } from '../../platform/env.ts';
import { BucketKeeper } from './bucket.ts';
import { StoreNames } from './store-names.ts';
import { TableKeeper } from './table.ts';

export const openStoreNames = (): StoreNames => new StoreNames(documents, env(storeNames.env));

/** The keepers that a function in the isolated network can use. */
export const openInnerKeepers = (names = openStoreNames()) => ({
  table: new TableKeeper(documents, names),
  bucket: new BucketKeeper(objects, names),
});

import { storeNames } from '../../contracts/platform/stores.ts';
import { customResource } from '../platform/custom-resource.ts';
import { openStoreNames } from './keepers/store-names.ts';

const { names } = storeNames.item.shape;
const stored = openStoreNames();

/** Writes down what the stores of this deployment are called, for whoever acts on all of them. */
export const handler = customResource(async (properties) => stored.write(names.parse(properties['names'])));

import { storeNames } from '../../contracts/platform/stores.ts';
import { defineFunction, table } from '../platform/function.ts';

export const nameStoresFunction = defineFunction({
  name: 'name-stores',
  module: 'privacy',
  class: 'control',
  grants: [table(storeNames, 'PutItem')],
});

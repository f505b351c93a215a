import { storeNames } from '../../contracts/platform/stores.ts';
import { defineFunction, table } from '../platform/function.ts';

export const nameStoresFunction = defineFunction({
  name: 'name-stores',
  module: 'privacy',
  class: 'control',
  entry: 'lambdas/privacy/name-stores.handler.ts',
  grants: [table(storeNames, 'PutItem')],
});

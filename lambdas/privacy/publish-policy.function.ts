import { policyVersions } from '../../contracts/privacy/stores.ts';
import { defineFunction, table } from '../platform/function.ts';

export const publishPolicyFunction = defineFunction({
  name: 'publish-policy',
  module: 'privacy',
  class: 'control',
  grants: [table(policyVersions, 'PutItem')],
});

import { privacyRoutes } from '../../contracts/privacy/routes.ts';
import { policyVersions } from '../../contracts/privacy/stores.ts';
import { defineFunction, table } from '../platform/function.ts';

export const policiesFunction = defineFunction({
  name: 'policies',
  module: 'privacy',
  class: 'control',
  routes: [privacyRoutes.readPolicy, privacyRoutes.listPolicyVersions],
  grants: [table(policyVersions, 'GetItem', 'Query')],
  settings: ['policyVersion'],
});

import { privacyRoutes } from '../../contracts/privacy/routes.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { openPolicies } from './policy-store.ts';
import { readPolicy } from './read-policy.ts';

const policies = openPolicies();

export const handler = api([
  endpoint({ route: privacyRoutes.readPolicy, run: async () => readPolicy(policies) }),
  endpoint({
    route: privacyRoutes.listPolicyVersions,
    run: async () => ({ items: await policies.list() }),
  }),
]);

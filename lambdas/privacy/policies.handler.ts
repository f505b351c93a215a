import { privacyRoutes } from '../../contracts/privacy/routes.ts';

import { api, endpoint } from '../platform/http/endpoint.ts';
import { Problem } from '../platform/http/problem.ts';
import { openPolicies } from './policy-store.ts';

const policies = openPolicies();

export const handler = api([
  endpoint({
    route: privacyRoutes.readPolicy,
    run: async () => {
      const policy = await policies.inForce();
      if (policy === undefined) throw new Problem('not_found');
      return policy;
    },
  }),
  endpoint({
    route: privacyRoutes.listPolicyVersions,
    run: async () => ({ items: await policies.list() }),
  }),
]);

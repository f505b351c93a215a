import { privacyRoutes } from '../../contracts/privacy/routes.ts';
import { policyVersions } from '../../contracts/privacy/stores.ts';

import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { Problem } from '../platform/http/problem.ts';
import { PolicyStore } from './policy-store.ts';

const policies = new PolicyStore(documents, env(policyVersions.env), env('POLICY_VERSION'));

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

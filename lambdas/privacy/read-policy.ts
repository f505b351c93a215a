import { Problem } from '../platform/http/problem.ts';
import type { PolicyStore } from './policy-store.ts';

/** The policy that this deployment runs under. Throws `not_found` before the first deployment has published it. */
export async function readPolicy(policies: Pick<PolicyStore, 'inForce'>) {
  const policy = await policies.inForce();
  if (policy === undefined) throw new Problem('not_found');
  return policy;
}

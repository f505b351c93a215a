import { isDeepStrictEqual } from 'node:util';
import { paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam';
import { DescribePolicyCommand, paginateListPoliciesForTarget } from '@aws-sdk/client-organizations';
import type { Check } from './check.ts';
import { alwaysDenied, type ControlPolicy, shippedPolicies, sidsIn } from './control-policies.ts';
import { bad, type Finding, good, goodUnless, lookAtEach, warns } from './finding.ts';
import { isDeployed, type Place, principalOf } from './place.ts';

/** Inside an account nothing binds its administrators: what the organisation attached does, and must be what the guide sends. */
export const administratorsCheck: Check = {
  name: 'administrators',
  look: async (place) => {
    const policies = shippedPolicies();
    const files = { attached: () => attached(place, policies), simulated: () => simulated(place, policies) };
    return lookAtEach(['attached', 'simulated'] as const, String, (of) => files[of]());
  },
};

/** Attached after the first deployment; before people come it must be. */
const grave = async (place: Place) =>
  place.order.stage === 'prod' && (await isDeployed(place)) ? bad : warns;
const ATTACH =
  'Attach the service control policies after the first deployment: docs/guides/operator.md, "Bind the administrators".';

async function attached(place: Place, policies: readonly ControlPolicy[]): Promise<readonly Finding[]> {
  const theirs = await attachedContents(place);
  const verdict = await grave(place);
  return policies.map(({ file, content, sids }) => {
    if (theirs.some((one) => isDeepStrictEqual(one, content))) return good(file, 'attached');
    const older = theirs.some((one) => sidsIn(one).some((sid) => sids.includes(sid)));
    return older
      ? verdict(
          file,
          'attached in another version',
          'aws organizations update-policy with the file of this release.',
        )
      : verdict(file, 'not attached to this account itself', ATTACH);
  });
}

async function attachedContents({ clients, home, account }: Place): Promise<readonly unknown[]> {
  const client = clients.organizations(home);
  const ids: string[] = [];
  const pages = paginateListPoliciesForTarget(
    { client },
    { TargetId: account, Filter: 'SERVICE_CONTROL_POLICY' },
  );
  for await (const { Policies = [] } of pages) ids.push(...Policies.flatMap(({ Id = [] }) => Id));
  const answers = await Promise.all(
    ids.map((PolicyId) => client.send(new DescribePolicyCommand({ PolicyId }))),
  );
  return answers.map(({ Policy }): unknown => JSON.parse(Policy?.Content ?? '{}'));
}

/** Asks IAM what it would say to whoever asks; an act that rights of one's own forbid is no proof of the policy. */
async function simulated(place: Place, policies: readonly ControlPolicy[]): Promise<Finding> {
  const acts = alwaysDenied(policies);
  const open: string[] = [];
  let judged = 0;
  const pages = paginateSimulatePrincipalPolicy(
    { client: place.clients.iam(place.home) },
    { PolicySourceArn: await principalOf(place), ActionNames: [...acts] },
  );
  for await (const { EvaluationResults = [] } of pages) {
    for (const { EvalActionName = '', OrganizationsDecisionDetail } of EvaluationResults) {
      judged += 1;
      if (OrganizationsDecisionDetail?.AllowedByOrganizations !== false) open.push(EvalActionName);
    }
  }
  if (judged < acts.length) throw new Error(`IAM judged ${judged} of ${acts.length} acts`);
  const amiss =
    open.length === 0
      ? []
      : [`${open.length} of ${acts.length} acts are open: ${open.slice(0, 4).join(', ')}`];
  return goodUnless(await grave(place), amiss, 'simulated', `all ${acts.length} acts are denied`, ATTACH);
}

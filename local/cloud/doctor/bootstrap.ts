import { GetRoleCommand, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import type { Check } from './check.ts';
import { bad, type Finding, good, goodUnless, lookAtEach, unlessFault, warns } from './finding.ts';
import { EDGE_REGION, type Place, principalOf } from './place.ts';

/** Templates of this CDK refuse an older bootstrap: a rule in each of them says so. */
export const LEAST_VERSION = 6;
const roles = ['deploy', 'file-publishing', 'cfn-exec'] as const;

/** The CDK's own stack and roles must be in every Region that gets a stack of ours, and open to whoever deploys. */
export const bootstrapCheck: Check = {
  name: 'CDK',
  look: async (place) => [
    ...(await lookAtEach([...new Set([place.home, EDGE_REGION])], String, (region) =>
      bootstrap(place, region),
    )),
    ...(await lookAtEach(['you may deploy'], String, (of) => mayDeploy(place, of))),
  ],
};

const roleName = ({ account }: Place, role: (typeof roles)[number], region: string) =>
  `cdk-hnb659fds-${role}-role-${account}-${region}`;

async function bootstrap(place: Place, region: string): Promise<Finding> {
  const todo = `Once: npx cdk bootstrap aws://${place.account}/${region}`;
  const stack = (await place.stacksIn(region)).find(({ StackName }) => StackName === 'CDKToolkit');
  if (stack === undefined) return bad(region, 'not set up', todo);
  const { StackStatus = '', Outputs = [] } = stack;
  const version = Number(Outputs.find(({ OutputKey }) => OutputKey === 'BootstrapVersion')?.OutputValue ?? 0);
  const made = await Promise.all(
    roles.map((role) =>
      unlessFault(
        place.clients.iam(place.home).send(new GetRoleCommand({ RoleName: roleName(place, role, region) })),
        'NoSuchEntityException',
        'NoSuchEntity',
      ),
    ),
  );
  const amiss = [
    ...(/^(CREATE|UPDATE)_COMPLETE$/.test(StackStatus) ? [] : [`CDKToolkit is ${StackStatus}`]),
    ...(version >= LEAST_VERSION ? [] : [`version ${version}, not ${LEAST_VERSION} or newer`]),
    ...roles
      .filter((_, at) => made[at] === undefined)
      .map((role) => `no role ${roleName(place, role, region)}`),
  ];
  return goodUnless(bad, amiss, region, `version ${version}`, todo);
}

async function mayDeploy(place: Place, of: string): Promise<Finding> {
  const { EvaluationResults = [] } = await place.clients.iam(place.home).send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: await principalOf(place),
      ActionNames: ['sts:AssumeRole'],
      ResourceArns: [`arn:aws:iam::${place.account}:role/${roleName(place, 'deploy', place.home)}`],
    }),
  );
  return EvaluationResults[0]?.EvalDecision === 'allowed'
    ? good(of, 'you may become the CDK’s deploy role')
    : warns(
        of,
        `${place.caller} may not become the CDK’s deploy role`,
        'Deploy as somebody with sts:AssumeRole on the roles cdk-hnb659fds-*.',
      );
}

import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import type { Check } from './check.ts';
import { bad, badInProd, type Finding, good, lookAtEach, unlessFault, warns } from './finding.ts';
import { EDGE_REGION, type Place } from './place.ts';

/** Retention mode and invocation logging are the whole account's, so it should be Cloister's alone, once a stage, and bound from above. */
export const accountCheck: Check = {
  name: 'account',
  look: (place) =>
    lookAtEach(['of its own', 'one Region a stage', 'organisation'] as const, String, (of) =>
      asked[of](place),
    ),
};

const asked = { 'of its own': alone, 'one Region a stage': once, organisation };

async function alone({ stacksIn, home }: Place): Promise<Finding> {
  const others = (await stacksIn(home))
    .map(({ StackName = '' }) => StackName)
    .filter((name) => !/^(cloister-|CDKToolkit$|StackSet-)/.test(name));
  return others.length === 0
    ? good('of its own', `no stacks of others in ${home}`)
    : warns(
        'of its own',
        `others live here: ${others.slice(0, 5).join(', ')}${others.length > 5 ? ', …' : ''}`,
        'Use an account for Cloister alone: its retention mode binds them too, and theirs would bind it.',
      );
}

async function once({ order, stacksIn, home }: Place): Promise<Finding> {
  const stage = `cloister-${order.stage}-`;
  const [here, edge] = await Promise.all([stacksIn(home), stacksIn(EDGE_REGION)]);
  const hasEdge = edge.some(({ StackName }) => StackName === `${stage}edge`);
  const hasHome = here.some(
    ({ StackName = '' }) => StackName.startsWith(stage) && StackName !== `${stage}edge`,
  );
  return hasEdge && !hasHome
    ? bad(
        'one Region a stage',
        `${stage}edge is in ${EDGE_REGION}, and nothing of the stage is in ${home}`,
        `The stage lives in another Region, or its first deployment broke off. In the first case use another stage or account; in the second delete ${stage}edge or deploy again.`,
      )
    : good('one Region a stage', hasHome ? `deployed in ${home}` : 'not deployed yet');
}

async function organisation({ order, account, clients, home }: Place): Promise<Finding> {
  const grave = badInProd(order.stage);
  const answer = await unlessFault(
    clients.organizations(home).send(new DescribeOrganizationCommand({})),
    'AWSOrganizationsNotInUseException',
  );
  if (answer === undefined)
    return grave(
      'organisation',
      'the account is in none',
      'Put it into an organisation: nothing inside an account binds its administrators.',
    );
  const { MasterAccountId, FeatureSet, Id = '' } = answer.Organization ?? {};
  if (MasterAccountId === account)
    return grave(
      'organisation',
      `this is the management account of ${Id}`,
      'Use a member account: a service control policy does not bind the management account.',
    );
  return FeatureSet === 'ALL'
    ? good('organisation', `member of ${Id}`)
    : grave(
        'organisation',
        `${Id} has consolidated billing alone`,
        'Enable all features of the organisation: service control policies need them.',
      );
}

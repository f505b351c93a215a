import { account, endpoints, home, organization, regions, stack, stacks, toolkit } from '../recordings.ts';
import { ec2, fault, list, query } from '../wire.ts';
import { type Case, deployed, noSuchRole, one } from './case.ts';

export const accountAmiss: readonly Case[] = [
  [
    'account',
    'of its own',
    one(deployed(stack('shop'))),
    'warns',
    /others live here: shop/,
    /for Cloister alone/,
  ],
  [
    'account',
    'organisation',
    { 'organizations DescribeOrganization': fault('AWSOrganizationsNotInUseException', 400) },
    'bad',
    /in none/,
    /Put it into an organisation/,
  ],
  [
    'account',
    'organisation',
    { 'organizations DescribeOrganization': organization({ MasterAccountId: account }) },
    'bad',
    /management account/,
    /member account/,
  ],
  [
    'account',
    'organisation',
    { 'organizations DescribeOrganization': organization({ FeatureSet: 'CONSOLIDATED_BILLING' }) },
    'bad',
    /billing alone/,
    /Enable all features/,
  ],
  [
    'account',
    'one Region a stage',
    {
      'cloudformation DescribeStacks': ({ hostname }: { hostname: string }) =>
        stacks(hostname.includes(home) ? [toolkit()] : [toolkit(), stack('cloister-prod-edge')]),
    },
    'bad',
    /nothing of the stage is in eu-central-1/,
    /another Region/,
  ],
  [
    'Regions',
    'eu-south-1',
    { 'ec2 DescribeRegions': regions(['eu-south-1']) },
    'bad',
    /not-opted-in/,
    /enable-region --region-name eu-south-1/,
  ],
  [
    'Regions',
    'eu-west-3',
    { 'ec2 DescribeRegions': ec2('DescribeRegions', list('regionInfo', [], 'item')) },
    'bad',
    /not known/,
    /enable-region/,
  ],
  ['CDK', home, one(stacks([])), 'bad', /not set up/, /npx cdk bootstrap aws:\/\/111122223333\/eu-central-1/],
  ['CDK', home, one(stacks([toolkit(5)])), 'bad', /version 5, not 6/, /npx cdk bootstrap/],
  [
    'CDK',
    home,
    one(stacks([toolkit().replace('UPDATE_COMPLETE', 'UPDATE_ROLLBACK_FAILED')])),
    'bad',
    /UPDATE_ROLLBACK_FAILED/,
    /npx cdk bootstrap/,
  ],
  [
    'CDK',
    home,
    noSuchRole,
    'bad',
    /no role cdk-hnb659fds-deploy-role-111122223333-eu-central-1/,
    /npx cdk bootstrap/,
  ],
  [
    'CDK',
    'you may deploy',
    {
      'iam SimulatePrincipalPolicy': query(
        'SimulatePrincipalPolicy',
        list('EvaluationResults', [
          '<EvalActionName>sts:AssumeRole</EvalActionName><EvalDecision>implicitDeny</EvalDecision>',
        ]),
      ),
    },
    'warns',
    /may not become/,
    /sts:AssumeRole/,
  ],
  [
    'zones',
    `${home}a`,
    { 'ec2 DescribeVpcEndpointServices': endpoints('bedrock-runtime') },
    'bad',
    /lacks the endpoint bedrock-runtime/,
    /Name three zones.*eu-central-1b, eu-central-1c/,
  ],
  [
    'zones',
    `${home}b`,
    {
      'ec2 DescribeInstanceTypeOfferings': ec2(
        'DescribeInstanceTypeOfferings',
        list('instanceTypeOfferingSet', [], 'item'),
      ),
    },
    'bad',
    /lacks t4g.small/,
    /these have all: none/,
  ],
];

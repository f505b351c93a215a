import { simulation, subscription, trailOf } from '../recordings.ts';
import { list, query } from '../wire.ts';
import { type Case, deployed, empty, noSuchRole, one } from './case.ts';

const unlike = (text: string, by: string) => one({ body: deployed().body.replace(text, by) });

export const deploymentAmiss: readonly Case[] = [
  [
    'stacks',
    'state',
    unlike(
      'UPDATE_COMPLETE</StackStatus><CreationTime>2026-11-01T00:00:00Z</CreationTime><EnableTerminationProtection>true</EnableTerminationProtection><DriftInformation><StackDriftStatus>IN_SYNC</StackDriftStatus></DriftInformation></member>',
      'UPDATE_ROLLBACK_COMPLETE</StackStatus></member>',
    ),
    'bad',
    /cloister-prod-keys is UPDATE_ROLLBACK_COMPLETE/,
    /deploy again/,
  ],
  [
    'stacks',
    'termination protection',
    one({ body: deployed().body.replaceAll('>true<', '>false<') }),
    'bad',
    /off for cloister-prod-keys; off for cloister-prod-data; off for cloister-prod-identity/,
    /update-termination-protection/,
  ],
  [
    'stacks',
    'drift',
    one({ body: deployed().body.replaceAll('IN_SYNC', 'DRIFTED') }),
    'bad',
    /changed by hand: cloister-prod-keys/,
    /in the trail/,
  ],
  [
    'stacks',
    'drift',
    one({ body: deployed().body.replaceAll('IN_SYNC', 'NOT_CHECKED') }),
    'warns',
    /never looked for/,
    /detect-stack-drift/,
  ],
  ['API logs', 'role', { 'apigateway GET /account': { body: {} } }, 'bad', /names none/, /update-account/],
  ['API logs', 'role', noSuchRole, 'bad', /ApiLogs is gone/, /update-account/],
  [
    'trail',
    'trail',
    { 'cloudtrail DescribeTrails': { body: { trailList: [] } } },
    'bad',
    /nothing records/,
    /Deploy again/,
  ],
  [
    'trail',
    'ours',
    { 'cloudtrail GetTrailStatus': { body: { IsLogging: false } } },
    'bad',
    /switched off/,
    /start-logging/,
  ],
  [
    'trail',
    'ours',
    { 'cloudtrail GetTrailStatus': { body: { IsLogging: true, LatestDeliveryError: 'NoSuchBucket' } } },
    'bad',
    /NoSuchBucket/,
    /bucket/,
  ],
  [
    'trail',
    'cost',
    {
      'cloudtrail DescribeTrails': {
        body: { trailList: [trailOf('ours'), { ...trailOf('theirs'), IsOrganizationTrail: true }] },
      },
    },
    'warns',
    /2 trails/,
    /One is enough: ours, theirs/,
  ],
  [
    'alarms',
    'alarms@house.test',
    { 'sns ListSubscriptionsByTopic': subscription('PendingConfirmation') },
    'bad',
    /not confirmed/,
    /aws sns subscribe/,
  ],
  [
    'alarms',
    'alarms@house.test',
    { 'sns ListSubscriptionsByTopic': query('ListSubscriptionsByTopic', list('Subscriptions', [])) },
    'bad',
    /not subscribed/,
    /aws sns subscribe/,
  ],
  [
    'alarms',
    'alarms@house.test',
    { 'cloudformation ListStackResources': query('ListStackResources', list('StackResourceSummaries', [])) },
    'bad',
    /no topic/,
    /Deploy again/,
  ],
  [
    'administrators',
    'simulated',
    { 'iam SimulatePrincipalPolicy': simulation('allowed', true) },
    'bad',
    /acts are open: .*bedrock:/,
    /Bind the administrators/,
  ],
  [
    'administrators',
    'simulated',
    { 'iam SimulatePrincipalPolicy': query('SimulatePrincipalPolicy', list('EvaluationResults', [])) },
    'could not look',
    /judged 0 of/,
    /Ask again/,
  ],
  ['cost', 'budget', { 'budgets DescribeBudgets': { body: {} } }, 'warns', /nobody is told/, /AWS Budget/],
  ['machines', 'left behind', empty, 'warns', /i-1: no stage with machines/, /terminate-instances/],
];

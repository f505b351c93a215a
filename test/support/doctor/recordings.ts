import { readFileSync } from 'node:fs';
import type { HttpRequest } from '@smithy/protocol-http';
import { livingModels } from '../../../local/cloud/doctor/catalogue.ts';
import { shippedPolicies } from '../../../local/cloud/doctor/control-policies.ts';
import { endpointServices } from '../../../local/cloud/doctor/zones.ts';
import { machine } from '../../../policy/machines.ts';
import { regionGroups } from '../../../policy/models.ts';
import { ec2, fault, list, query, type Recordings, textOf } from './wire.ts';

/**
 * What AWS answers about an account as it should be. Each is written by hand after the example of the operation's page in
 * the API reference (docs.aws.amazon.com/<service>/latest/APIReference/API_<operation>.html), cut to what is read.
 */
export const account = '111122223333';
export const home = 'eu-central-1';
export const zones = [`${home}a`, `${home}b`, `${home}c`];
export const zoneId = 'Z0123456789EXAMPLE';
export const servers = ['ns-1.awsdns-01.org', 'ns-2.awsdns-02.com'];
const stage = 'prod';

/** docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export const stack = (name: string, more = ''): string =>
  `<StackName>${name}</StackName><StackStatus>UPDATE_COMPLETE</StackStatus><CreationTime>2026-11-01T00:00:00Z</CreationTime>\
<EnableTerminationProtection>true</EnableTerminationProtection>\
<DriftInformation><StackDriftStatus>IN_SYNC</StackDriftStatus></DriftInformation>${more}`;
export const toolkit = (version = 30): string =>
  stack(
    'CDKToolkit',
    list('Outputs', [`<OutputKey>BootstrapVersion</OutputKey><OutputValue>${version}</OutputValue>`]),
  );
export const ourStacks = ['keys', 'data', 'identity', 'observability', 'machine-network', 'site'].map(
  (name) => `cloister-${stage}-${name}`,
);
export const stacks = (all: readonly string[]) => query('DescribeStacks', list('Stacks', all));
const regionOf = ({ hostname }: HttpRequest) => hostname.split('.')[1];

export const topic = `arn:aws:sns:${home}:${account}:alarms`;
export const trailOf = (name: string) => ({
  Name: name,
  TrailARN: `arn:aws:cloudtrail:${home}:${account}:trail/${name}`,
  HomeRegion: home,
  IsMultiRegionTrail: true,
  IsOrganizationTrail: false,
});
const policies = shippedPolicies();

/** docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html: one result an act. */
export const simulation = (decision: string, allowedAbove: boolean) => (asked: HttpRequest) =>
  query(
    'SimulatePrincipalPolicy',
    list(
      'EvaluationResults',
      [...new URLSearchParams(textOf(asked))]
        .filter(([name]) => name.startsWith('ActionNames.'))
        .map(
          ([, act]) =>
            `<EvalActionName>${act}</EvalActionName><EvalDecision>${act === 'sts:AssumeRole' ? 'allowed' : decision}</EvalDecision>\
<OrganizationsDecisionDetail><AllowedByOrganizations>${allowedAbove}</AllowedByOrganizations></OrganizationsDecisionDetail>`,
        ),
    ),
  );

/** docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html */
export const regions = (off: readonly string[] = []) =>
  ec2(
    'DescribeRegions',
    list(
      'regionInfo',
      regionGroups.eu.map(
        (name) =>
          `<regionName>${name}</regionName><optInStatus>${off.includes(name) ? 'not-opted-in' : 'opted-in'}</optInStatus>`,
      ),
      'item',
    ),
  );
export const endpoints = (without = '') =>
  ec2(
    'DescribeVpcEndpointServices',
    list(
      'serviceDetailSet',
      [...endpointServices.content, ...endpointServices.machines].map(
        (name) =>
          `<serviceName>com.amazonaws.${home}.${name}</serviceName>${list('availabilityZoneSet', zones.slice(name === without ? 1 : 0), 'item')}`,
      ),
      'item',
    ),
  );

/** docs.aws.amazon.com/bedrock/latest/APIReference/API_GetFoundationModel.html; life cycle as the model cards have it. */
export const model = (lifecycle: object = { status: 'ACTIVE' }, streams = true) => ({
  body: {
    modelDetails: {
      modelArn: 'arn',
      modelId: 'id',
      responseStreamingSupported: streams,
      modelLifecycle: lifecycle,
    },
  },
});
export const profile = (destinations: readonly string[], status = 'ACTIVE') => ({
  body: {
    inferenceProfileId: 'id',
    inferenceProfileName: 'name',
    inferenceProfileArn: 'arn',
    type: 'SYSTEM_DEFINED',
    status,
    models: destinations.map((region) => ({ modelArn: `arn:aws:bedrock:${region}::foundation-model/id` })),
  },
});
/** docs.aws.amazon.com/bedrock/latest/APIReference/API_GetFoundationModelAvailability.html */
export const availability = (more: object = {}) => ({
  body: {
    modelId: 'id',
    agreementAvailability: { status: 'AVAILABLE' },
    authorizationStatus: 'AUTHORIZED',
    entitlementAvailability: 'AVAILABLE',
    regionAvailability: 'AVAILABLE',
    ...more,
  },
});

export const quota = (value: number) => ({ body: { Quota: { Value: value } } });
/** Names as in Service Quotas' own list of Amazon Bedrock. */
export const tokenQuotas = (value = 2_000_000) => ({
  body: {
    Quotas: livingModels.map(({ maker, label }) => ({
      QuotaName: `Cross-region model inference tokens per minute for ${maker} Claude ${label} V1`,
      Value: value,
    })),
  },
});

/** docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html */
export const sending = (more: object = {}) => ({
  body: {
    EnforcementStatus: 'HEALTHY',
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 },
    ...more,
  },
});
export const identity = (more: object = {}) => ({
  body: {
    VerifiedForSendingStatus: true,
    DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS' },
    ...more,
  },
});
/** docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html */
export const zone = (name = 'house.test.', isPrivate = false) => ({
  body: `<GetHostedZoneResponse><HostedZone><Id>/hostedzone/${zoneId}</Id><Name>${name}</Name><CallerReference>c</CallerReference>\
<Config><PrivateZone>${isPrivate}</PrivateZone></Config></HostedZone>\
<DelegationSet>${list('NameServers', servers, 'NameServer')}</DelegationSet></GetHostedZoneResponse>`,
});
export const subscription = (arn: string) =>
  query(
    'ListSubscriptionsByTopic',
    list('Subscriptions', [
      `<SubscriptionArn>${arn}</SubscriptionArn><Protocol>email</Protocol><Endpoint>alarms@house.test</Endpoint>`,
    ]),
  );
export const organization = (more: object = {}) => ({
  body: { Organization: { Id: 'o-example', MasterAccountId: '999988887777', FeatureSet: 'ALL', ...more } },
});

export const asItShouldBe: Recordings = {
  'sts GetCallerIdentity': query(
    'GetCallerIdentity',
    `<Arn>arn:aws:sts::${account}:assumed-role/Operator/me</Arn><Account>${account}</Account>`,
  ),
  'cloudformation DescribeStacks': (asked) =>
    stacks(
      regionOf(asked) === home
        ? [toolkit(), ...ourStacks.map((name) => stack(name))]
        : [toolkit(), stack(`cloister-${stage}-edge`)],
    ),
  'cloudformation ListStackResources': query(
    'ListStackResources',
    list('StackResourceSummaries', [
      `<ResourceType>AWS::SNS::Topic</ResourceType><PhysicalResourceId>${topic}</PhysicalResourceId><LogicalResourceId>Alarms</LogicalResourceId>`,
    ]),
  ),
  'organizations DescribeOrganization': organization(),
  'organizations ListPoliciesForTarget': {
    body: { Policies: policies.map((_, at) => ({ Id: `p-${at}`, Type: 'SERVICE_CONTROL_POLICY' })) },
  },
  'organizations DescribePolicy': (asked) => {
    const at = Number(/p-(\d+)/.exec(textOf(asked))?.[1]);
    return { body: { Policy: { Content: readFileSync(`docs/guides/${policies[at]?.file}`, 'utf8') } } };
  },
  'iam GetRole': query(
    'GetRole',
    `<Role><Path>/</Path><RoleName>r</RoleName><RoleId>AROA</RoleId><Arn>arn:aws:iam::${account}:role/r</Arn><CreateDate>2026-11-01T00:00:00Z</CreateDate></Role>`,
  ),
  'iam SimulatePrincipalPolicy': simulation('explicitDeny', false),
  'ec2 DescribeRegions': regions(),
  'ec2 DescribeAvailabilityZones': ec2(
    'DescribeAvailabilityZones',
    list(
      'availabilityZoneInfo',
      zones.map((name) => `<zoneName>${name}</zoneName>`),
      'item',
    ),
  ),
  'ec2 DescribeVpcEndpointServices': endpoints(),
  'ec2 DescribeInstanceTypeOfferings': ec2(
    'DescribeInstanceTypeOfferings',
    list(
      'instanceTypeOfferingSet',
      zones.map((name) => `<instanceType>${machine.instanceType}</instanceType><location>${name}</location>`),
      'item',
    ),
  ),
  'ec2 DescribeAddresses': ec2('DescribeAddresses', list('addressesSet', [], 'item')),
  'ec2 DescribeVpcs': ec2('DescribeVpcs', list('vpcSet', ['<vpcId>vpc-1</vpcId>'], 'item')),
  'ec2 DescribeInstances': ec2(
    'DescribeInstances',
    list('reservationSet', [list('instancesSet', ['<instanceId>i-1</instanceId>'], 'item')], 'item'),
  ),
  'lambda GET /2016-08-19/account-settings': { body: { AccountLimit: { ConcurrentExecutions: 1_000 } } },
  // As for a quota that nobody asked to have changed: docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html
  'servicequotas GetServiceQuota': (asked) =>
    textOf(asked).includes('L-F678F1CE') ? fault('NoSuchResourceException', 400)(asked) : quota(10_000),
  'servicequotas GetAWSDefaultServiceQuota': quota(5),
  'servicequotas ListServiceQuotas': tokenQuotas(),
  'email GET /v2/email/account': sending(),
  'email GET /v2/email/identities/*': identity(),
  'route53 GET /2013-04-01/hostedzone/*': zone(),
  // docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html
  'bedrock GET /data-retention': { body: { mode: 'none', updatedAt: '2026-06-07T20:19:44.723Z' } },
  'bedrock GET /logging/modelinvocations': { body: {} },
  'bedrock GET /foundation-models/*': model(),
  'bedrock GET /inference-profiles/*': profile(regionGroups.eu),
  'bedrock GET /foundation-model-availability/*': availability(),
  'bedrock GET /use-case-for-model-access': { body: { formData: 'e30=' } },
  'apigateway GET /account': { body: { cloudwatchRoleArn: `arn:aws:iam::${account}:role/ApiLogs` } },
  'cloudtrail DescribeTrails': { body: { trailList: [trailOf('ours')] } },
  'cloudtrail GetTrailStatus': { body: { IsLogging: true } },
  'sns ListSubscriptionsByTopic': subscription(`${topic}:1`),
  'budgets DescribeBudgets': {
    body: { Budgets: [{ BudgetName: 'monthly', TimeUnit: 'MONTHLY', BudgetType: 'COST' }] },
  },
};

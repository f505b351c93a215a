import type { ClaimId } from '../../policy/claims/claim.ts';
import { at, isRecord, type Resource } from '../support/evidence/template.ts';
import { type Break, distribution, eachRule, eachStatement, set } from './changes.ts';

/** A resource beside each of a type. */
const beside =
  (type: string, added: string, properties: (resource: Resource) => Resource['properties'] = () => ({})) =>
  (resource: Resource): readonly Resource[] =>
    resource.type === `AWS::${type}`
      ? [
          {
            id: 'Added',
            stack: resource.stack,
            type: `AWS::${added}`,
            properties: properties(resource),
          },
        ]
      : [];

/** A range of addresses that is less than all, and half of them. */
const halfOfAllRoutes = beside('EC2::SubnetRouteTableAssociation', 'EC2::Route', ({ properties }) => ({
  RouteTableId: properties['RouteTableId'],
  DestinationCidrBlock: '128.0.0.0/1',
  NatGatewayId: 'nat',
}));

const withoutRule =
  (name: string) =>
  ({ type, properties }: Resource): void => {
    if (type !== 'AWS::WAFv2::WebACL') return;
    const rules = [at(properties, 'Rules')].flat();
    Object.assign(properties, { Rules: rules.filter((rule) => at(rule, 'Name') !== name) });
  };

const nothing = { ByteMatchStatement: { SearchString: 'nothing has this' } };
/** Changes what the rules of a kind say. */
const eachSaid = (kind: string, change: (said: Record<string, unknown>) => void) =>
  eachRule((rule) => {
    const said = at(rule, 'Statement', kind);
    if (isRecord(said)) change(said);
  });

const eachBoundary = (change: (statement: Record<string, unknown>) => void) =>
  eachStatement('IAM::ManagedPolicy', (one) => {
    if (one['Sid'] === 'NoOtherRegion') change(one);
  });

const withoutHeaders = set(
  'CloudFront::Distribution',
  [...distribution, 'DefaultCacheBehavior', 'ResponseHeadersPolicyId'],
  undefined,
);
const headers = 'CloudFront::ResponseHeadersPolicy';
const anyAttribute = set('Cognito::UserPoolClient', ['WriteAttributes'], undefined);

const bridges = [
  'VPCPeeringConnection',
  'TransitGatewayAttachment',
  'TransitGatewayVpcAttachment',
  'VPNGateway',
  'ClientVpnEndpoint',
  'VPCEndpointService',
];

const each = (claims: readonly ClaimId[], broken: string, change: Break['change']): readonly Break[] =>
  claims.map((claim) => ({ claim, broken, change }));

/** Controls that are still there by name, and hold nothing any more. */
export const hollowBreaks: readonly Break[] = [
  ...each(['T26', 'A36', 'C26'], 'a site without security headers', withoutHeaders),
  {
    claim: 'C26',
    broken: 'pages that may ask for a position',
    change: set(
      headers,
      ['ResponseHeadersPolicyConfig', 'CustomHeadersConfig', 'Items', '2', 'Value'],
      'usb=()',
    ),
  },
  {
    claim: 'A36',
    broken: 'pages that may speak to anybody',
    change: set(
      headers,
      [
        'ResponseHeadersPolicyConfig',
        'SecurityHeadersConfig',
        'ContentSecurityPolicy',
        'ContentSecurityPolicy',
      ],
      "default-src 'none'; connect-src 'self' https://statistics.example.org",
    ),
  },
  { claim: 'A29', broken: 'bodies that only count', change: withoutRule('SuspectBodies') },
  { claim: 'A29', broken: 'an API around the edge', change: withoutRule('ThroughTheEdge') },
  {
    claim: 'A29',
    broken: 'groups of rules that look at nothing',
    change: eachSaid('ManagedRuleGroupStatement', (said) => {
      said['ScopeDownStatement'] = nothing;
    }),
  },
  {
    claim: 'A29',
    broken: 'a rate that counts nothing',
    change: eachSaid('RateBasedStatement', (said) => {
      said['ScopeDownStatement'] = nothing;
    }),
  },
  {
    claim: 'A29',
    broken: 'a rate that nobody reaches',
    change: eachSaid('RateBasedStatement', (said) => {
      said['Limit'] = 2_000_000_000;
    }),
  },
  {
    claim: 'A29',
    broken: 'bodies that are spared on every path',
    change: eachSaid('AndStatement', (said) => {
      const spared = at(said, 'Statements', '1', 'NotStatement', 'Statement', 'RegexMatchStatement');
      if (isRecord(spared)) spared['RegexString'] = '.*';
    }),
  },
  {
    claim: 'T18',
    broken: 'a boundary that lets data into other Regions',
    change: eachBoundary((one) => {
      one['NotAction'] = [one['NotAction'], 'dynamodb:*', 's3:*'].flat();
    }),
  },
  {
    claim: 'T18',
    broken: 'a second Region',
    change: eachBoundary((one) => {
      one['Condition'] = { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'us-west-2'] } };
    }),
  },
  ...each(['T18', 'A5', 'A15'], 'a way out in two halves', halfOfAllRoutes),
  {
    claim: 'T17',
    broken: 'a log with the ids of paths',
    change: ({ type, properties }) => {
      const setting = at(properties, 'AccessLogSetting');
      if (type === 'AWS::ApiGateway::Stage' && isRecord(setting))
        setting['Format'] = String(setting['Format']).replace('$context.resourcePath', '$context.path');
    },
  },
  {
    claim: 'T17',
    broken: 'a log that is carried on',
    change: beside('ApiGateway::Stage', 'Logs::SubscriptionFilter'),
  },
  ...each(['T19', 'C178'], 'clients that write any attribute', anyAttribute),
  {
    claim: 'C95',
    broken: 'every table by ARN',
    change: eachStatement('IAM::Policy', (one) => {
      if ([one['Action']].flat().some((action) => String(action).startsWith('dynamodb:')))
        one['Resource'] = 'arn:aws:dynamodb:*:*:table/*';
    }),
  },
  ...bridges.map(
    (bridge): Break => ({
      claim: 'A27',
      broken: `a bridge: ${bridge}`,
      change: beside('ApiGateway::Stage', `EC2::${bridge}`),
    }),
  ),
  {
    claim: 'C86',
    broken: 'an erasure that fails in silence',
    change: set('Events::Rule', ['EventPattern', 'detail', 'status'], ['FAILED']),
  },
  {
    claim: 'C86',
    broken: 'word of an erasure that reaches nobody',
    change: set('Events::Rule', ['Targets'], []),
  },
  {
    claim: 'A27',
    broken: 'machines among functions',
    change: set('EC2::Subnet', ['VpcId'], '<network.Vpc>'),
  },
];

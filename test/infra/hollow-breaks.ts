import type { ClaimId } from '../../policy/claims/claim.ts';
import { at, isRecord, type Resource } from '../support/evidence/template.ts';
import {
  breaksOf,
  type Change,
  eachRule,
  eachStatement,
  ofDistribution,
  type Patch,
  patch,
  set,
} from './changes.ts';

/** A resource beside each of a type. */
const beside =
  (type: string, added: string, properties: (resource: Resource) => Resource['properties'] = () => ({})) =>
  (resource: Resource): readonly Resource[] =>
    resource.type === `AWS::${type}`
      ? [{ ...resource, id: 'Added', type: `AWS::${added}`, properties: properties(resource) }]
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
const eachSaid = (kind: string, change: Patch) =>
  eachRule((rule) => {
    const said = at(rule, 'Statement', kind);
    if (isRecord(said)) patch(said, change);
  });

const eachBoundary = (change: Patch) =>
  eachStatement('IAM::ManagedPolicy', (one) => {
    if (one['Sid'] === 'NoOtherRegion') patch(one, change);
  });

const withoutHeaders = ofDistribution('DefaultCacheBehavior.ResponseHeadersPolicyId', undefined);
const headers = 'CloudFront::ResponseHeadersPolicy';
const anyAttribute = set('Cognito::UserPoolClient', 'WriteAttributes', undefined);

const bridges =
  'VPCPeeringConnection TransitGatewayAttachment TransitGatewayVpcAttachment VPNGateway ClientVpnEndpoint VPCEndpointService'
    .split(' ')
    .map((bridge) => [`a bridge: ${bridge}`, beside('ApiGateway::Stage', `EC2::${bridge}`)] as const);

const each = (claims: readonly ClaimId[], broken: string, change: Change) =>
  claims.map((claim) => ({ claim, broken, change }));

/** Controls that are still there by name, and hold nothing any more. */
export const hollowBreaks = [
  ...each(['T26', 'A36', 'C26'], 'a site without security headers', withoutHeaders),
  ...each(['T18', 'A5', 'A15'], 'a way out in two halves', halfOfAllRoutes),
  ...each(['T19', 'C178'], 'clients that write any attribute', anyAttribute),
  ...breaksOf({
    C26: {
      'pages that may ask for a position': set(
        headers,
        'ResponseHeadersPolicyConfig.CustomHeadersConfig.Items.2.Value',
        'usb=()',
      ),
    },
    A36: {
      'pages that may speak to anybody': set(
        headers,
        'ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy',
        "default-src 'none'; connect-src 'self' https://statistics.example.org",
      ),
    },
    A29: {
      'bodies that only count': withoutRule('SuspectBodies'),
      'an API around the edge': withoutRule('ThroughTheEdge'),
      'groups of rules that look at nothing': eachSaid('ManagedRuleGroupStatement', {
        ScopeDownStatement: nothing,
      }),
      'a rate that counts nothing': eachSaid('RateBasedStatement', { ScopeDownStatement: nothing }),
      'a rate that nobody reaches': eachSaid('RateBasedStatement', { Limit: 2_000_000_000 }),
      'bodies that are spared on every path': eachSaid('AndStatement', (said) => {
        const spared = at(said, 'Statements', '1', 'NotStatement', 'Statement', 'RegexMatchStatement');
        if (isRecord(spared)) spared['RegexString'] = '.*';
      }),
    },
    T18: {
      'a boundary that lets data into other Regions': eachBoundary((one) => {
        one['NotAction'] = [one['NotAction'], 'dynamodb:*', 's3:*'].flat();
      }),
      'a second Region': eachBoundary({
        Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'us-west-2'] } },
      }),
    },
    T17: {
      'a log with the ids of paths': ({ type, properties }) => {
        const setting = at(properties, 'AccessLogSetting');
        if (type === 'AWS::ApiGateway::Stage' && isRecord(setting))
          setting['Format'] = String(setting['Format']).replace('$context.resourcePath', '$context.path');
      },
      'a log that is carried on': beside('ApiGateway::Stage', 'Logs::SubscriptionFilter'),
    },
    C95: {
      'every table by ARN': eachStatement('IAM::Policy', (one) => {
        if ([one['Action']].flat().some((action) => String(action).startsWith('dynamodb:')))
          one['Resource'] = 'arn:aws:dynamodb:*:*:table/*';
      }),
    },
    C86: {
      'an erasure that fails in silence': set('Events::Rule', 'EventPattern.detail.status', ['FAILED']),
      'word of an erasure that reaches nobody': set('Events::Rule', 'Targets', []),
    },
    A27: {
      ...Object.fromEntries(bridges),
      'machines among functions': set('EC2::Subnet', 'VpcId', '<network.Vpc>'),
    },
  }),
];

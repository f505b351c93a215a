import { expect } from 'vitest';
import { boundaryOf, resourcesOf, rolesOf, statementsOf } from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { subnetsOf, waysOut } from '../support/evidence/network.ts';
import { isRecord, type Resource } from '../support/evidence/template.ts';

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
const part = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
const named = ({ stack, id }: Resource) => `${stack}.${id}`;

claim(
  'T18',
  'synth',
  { readOnly: true, shows: 'content subnets, endpoints, and the boundary on Regions' },
  async (target) => {
    const templates = await target.templates();
    const placed = resourcesOf(templates, 'AWS::Lambda::Function').filter((fn) => subnetsOf(fn).length > 0);
    expect(placed.length).toBeGreaterThan(0);
    const subnets = [...new Set(placed.flatMap(subnetsOf))];
    expect(subnets.flatMap((subnet) => waysOut(templates, subnet)).map(named)).toEqual([]);

    const endpoints = resourcesOf(templates, 'AWS::EC2::VPCEndpoint');
    expect(endpoints.length).toBeGreaterThan(3);
    for (const endpoint of endpoints) {
      const allowed = statementsOf(endpoint.properties['PolicyDocument']).filter(
        (one) => one.Effect === 'Allow',
      );
      for (const { Condition } of allowed) {
        expect(Condition, named(endpoint)).toMatchObject({
          StringEquals: {
            'aws:PrincipalAccount': '<AWS::AccountId>',
            'aws:ResourceAccount': '<AWS::AccountId>',
          },
        });
      }
    }
    for (const role of rolesOf(templates)) {
      const elsewhere = boundaryOf(templates, role).filter(
        (one) =>
          one.Effect === 'Deny' &&
          part(one.Condition, 'StringNotEquals', 'aws:RequestedRegion') !== undefined,
      );
      expect(elsewhere.length, role.name).toBeGreaterThan(0);
    }
  },
);

/** Where `aws:SecureTransport` is false, nothing is allowed. */
const refusesPlain = (policies: readonly Resource[], target: string): boolean =>
  policies
    .filter(({ properties }) =>
      ['Bucket', 'Queues', 'Topics'].some((key) => list(properties[key]).includes(target)),
    )
    .flatMap(({ properties }) => statementsOf(properties['PolicyDocument']))
    .some(
      (one) =>
        one.Effect === 'Deny' &&
        one.Action.some((action) => /^(\*|[a-z0-9]+:\*)$/.test(action)) &&
        String(part(one.Condition, 'Bool', 'aws:SecureTransport')) === 'false',
    );

claim(
  'T26',
  'synth',
  { readOnly: true, shows: 'stores, queues and topics refuse plain connections' },
  async (target) => {
    const templates = await target.templates();
    for (const kind of ['S3::Bucket', 'SQS::Queue', 'SNS::Topic']) {
      const policies = resourcesOf(templates, `AWS::${kind}Policy`);
      const plain = resourcesOf(templates, `AWS::${kind}`).filter(
        ({ stack, id }) => !refusesPlain(policies, `<${stack}.${id}>`),
      );
      expect(plain.map(named), kind).toEqual([]);
    }
    expect(resourcesOf(templates, 'AWS::S3::Bucket').length).toBeGreaterThan(0);
  },
);

claim(
  'T26',
  'synth',
  { readOnly: true, shows: 'browsers are told to stay with TLS 1.2 or newer' },
  async (target) => {
    const templates = await target.templates();
    const distributions = resourcesOf(templates, 'AWS::CloudFront::Distribution');
    expect(distributions.length).toBeGreaterThan(0);
    for (const { properties } of distributions) {
      const minimum = part(properties, 'DistributionConfig', 'ViewerCertificate', 'MinimumProtocolVersion');
      expect(minimum).toMatch(/^TLSv1\.(2_2021|2_2025|3_2025)$/);
    }
    const headers = resourcesOf(templates, 'AWS::CloudFront::ResponseHeadersPolicy');
    expect(headers.length).toBeGreaterThan(0);
    for (const { properties } of headers) {
      const hsts = part(
        properties,
        'ResponseHeadersPolicyConfig',
        'SecurityHeadersConfig',
        'StrictTransportSecurity',
      );
      expect(hsts).toMatchObject({ IncludeSubdomains: true, Override: true });
      expect(Number(part(hsts, 'AccessControlMaxAgeSec'))).toBeGreaterThanOrEqual(365 * 24 * 3600);
    }
  },
);

claim('A25', 'synth', { readOnly: true, shows: 'no entry takes plain HTTP' }, async (target) => {
  const templates = await target.templates();
  const configs = resourcesOf(templates, 'AWS::CloudFront::Distribution').map(
    (one) => one.properties['DistributionConfig'],
  );
  const behaviours = configs.flatMap((config) => [
    part(config, 'DefaultCacheBehavior'),
    ...list(part(config, 'CacheBehaviors')),
  ]);
  expect(behaviours.length).toBeGreaterThan(1);
  for (const behaviour of behaviours) {
    expect(['https-only', 'redirect-to-https']).toContain(part(behaviour, 'ViewerProtocolPolicy'));
  }
  const custom = configs
    .flatMap((config) => list(part(config, 'Origins')))
    .map((origin) => part(origin, 'CustomOriginConfig'));
  const origins = custom.filter((origin) => origin !== undefined);
  expect(origins.length).toBeGreaterThan(0);
  for (const origin of origins) {
    expect(origin).toMatchObject({ OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] });
  }
  expect(resourcesOf(templates, 'AWS::ElasticLoadBalancingV2::Listener')).toEqual([]);
  expect(resourcesOf(templates, 'AWS::Lambda::Url')).toEqual([]);
});

claim(
  'A27',
  'synth',
  { readOnly: true, shows: 'nothing joins the networks to others or to each other' },
  async (target) => {
    const templates = await target.templates();
    const bridges = [
      'EC2::VPCPeeringConnection',
      'EC2::TransitGatewayAttachment',
      'EC2::VPNConnection',
      'RAM::ResourceShare',
    ];
    for (const bridge of bridges) expect(resourcesOf(templates, `AWS::${bridge}`), bridge).toEqual([]);
    const vpcs = resourcesOf(templates, 'AWS::EC2::VPC').map((vpc) => `<${named(vpc)}>`);
    expect(vpcs.length).toBeGreaterThan(0);
    const groups = resourcesOf(templates, 'AWS::EC2::SecurityGroup');
    for (const group of groups) expect(vpcs, named(group)).toContain(group.properties['VpcId']);
  },
);

import { expect } from 'vitest';
import { resourcesOf, speaksOf, statementsOf, valuesOf } from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { headersOfEntries } from '../support/evidence/entries.ts';
import { at, type Resource, referenceOf } from '../support/evidence/template.ts';

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** Whether a plain connection may not do any of these things with a resource: where it is not secure, they are denied. */
const refusesPlain = (policies: readonly Resource[], target: string, actions: readonly string[]): boolean => {
  const denials = policies
    .filter(({ properties }) =>
      ['Bucket', 'Queues', 'Topics'].some((key) => list(properties[key]).includes(target)),
    )
    .flatMap(({ properties }) => statementsOf(properties['PolicyDocument']))
    .filter(
      (one) => one.Effect === 'Deny' && String(at(one.Condition, 'Bool', 'aws:SecureTransport')) === 'false',
    );
  return actions.every((action) => denials.some((one) => speaksOf(one, action)));
};

const uses = {
  'S3::Bucket': ['s3:GetObject', 's3:PutObject'],
  'SQS::Queue': ['sqs:SendMessage', 'sqs:ReceiveMessage'],
  'SNS::Topic': ['sns:Publish'],
};

claim('T26', 'synth', 'stores, queues and topics refuse plain connections', async (target) => {
  const templates = await target.templates();
  for (const [kind, actions] of Object.entries(uses)) {
    const policies = resourcesOf(templates, `AWS::${kind}Policy`);
    const plain = resourcesOf(templates, `AWS::${kind}`).filter(
      (resource) => !refusesPlain(policies, referenceOf(resource), actions),
    );
    expect(plain.map(referenceOf), kind).toEqual([]);
  }
  expect(resourcesOf(templates, 'AWS::S3::Bucket').length).toBeGreaterThan(0);
});

claim('T26', 'synth', 'browsers are told to stay with TLS 1.2 or newer', async (target) => {
  const templates = await target.templates();
  const distributions = resourcesOf(templates, 'AWS::CloudFront::Distribution');
  expect(distributions.length).toBeGreaterThan(0);
  for (const { properties } of distributions) {
    const minimum = at(properties, 'DistributionConfig', 'ViewerCertificate', 'MinimumProtocolVersion');
    expect(minimum).toMatch(/^TLSv1\.(2_2021|2_2025|3_2025)$/);
  }
  const entries = headersOfEntries(templates);
  expect(entries.length).toBeGreaterThan(1);
  for (const headers of entries) {
    const hsts = at(headers, 'SecurityHeadersConfig', 'StrictTransportSecurity');
    expect(hsts).toMatchObject({ IncludeSubdomains: true, Override: true });
    expect(Number(at(hsts, 'AccessControlMaxAgeSec'))).toBeGreaterThanOrEqual(365 * 24 * 3600);
  }
});

claim('A25', 'synth', 'no entry takes plain HTTP', async (target) => {
  const templates = await target.templates();
  const configs = valuesOf(templates, 'AWS::CloudFront::Distribution', 'DistributionConfig');
  const behaviours = configs.flatMap((config) => [
    at(config, 'DefaultCacheBehavior'),
    ...list(at(config, 'CacheBehaviors')),
  ]);
  expect(behaviours.length).toBeGreaterThan(1);
  for (const behaviour of behaviours)
    expect(['https-only', 'redirect-to-https']).toContain(at(behaviour, 'ViewerProtocolPolicy'));
  const custom = configs
    .flatMap((config) => list(at(config, 'Origins')))
    .map((origin) => at(origin, 'CustomOriginConfig'));
  const origins = custom.filter((origin) => origin !== undefined);
  expect(origins.length).toBeGreaterThan(0);
  for (const origin of origins)
    expect(origin).toMatchObject({ OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] });
  expect(resourcesOf(templates, 'AWS::ElasticLoadBalancingV2::Listener')).toEqual([]);
  expect(resourcesOf(templates, 'AWS::Lambda::Url')).toEqual([]);
});

import { expect } from 'vitest';
import { profiles } from '../../policy/profiles/all.ts';
import { resourcesOf, statementsOf, valuesOf } from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { arnOf, at, type Resource, referenceOf, type Template } from '../support/evidence/template.ts';

/** Where each kind of resource names the key that encrypts it. */
const keyOf: Readonly<Record<string, (resource: Resource) => unknown>> = {
  'DynamoDB::Table': ({ properties }) => at(properties, 'SSESpecification', 'KMSMasterKeyId'),
  'S3::Bucket': ({ properties }) =>
    at(
      properties,
      'BucketEncryption',
      'ServerSideEncryptionConfiguration',
      '0',
      'ServerSideEncryptionByDefault',
      'KMSMasterKeyID',
    ),
  'SQS::Queue': ({ properties }) => properties['KmsMasterKeyId'],
  'SNS::Topic': ({ properties }) => properties['KmsMasterKeyId'],
  'Logs::LogGroup': ({ properties }) => properties['KmsKeyId'],
};

/** The volumes that machines are made with. */
const volumesOf = (templates: readonly Template[]): readonly unknown[] =>
  resourcesOf(templates, 'AWS::EC2::LaunchTemplate').flatMap(({ properties }) =>
    [at(properties, 'LaunchTemplateData', 'BlockDeviceMappings')].flat().map((mapping) => at(mapping, 'Ebs')),
  );

const encrypted = (templates: readonly Template[]) =>
  Object.entries(keyOf).flatMap(([kind, key]) =>
    resourcesOf(templates, `AWS::${kind}`).map((resource) => ({
      name: `${kind} ${referenceOf(resource)}`,
      key: key(resource),
    })),
  );
/** The keys of the templates, as a resource refers to one: by its ARN or by its id. */
const keysIn = (templates: readonly Template[]) =>
  resourcesOf(templates, 'AWS::KMS::Key').map((key) => ({
    properties: key.properties,
    references: [arnOf(key), referenceOf(key)],
  }));

claim('A2', 'synth', 'each resource names a key of ours', async (target) => {
  const templates = await target.templates();
  const ours = keysIn(templates).flatMap((key) => key.references);
  const volumes = volumesOf(templates).map((volume) => ({ name: 'volume', key: at(volume, 'KmsKeyId') }));
  const resources = [...encrypted(templates), ...volumes];
  expect(resources.length).toBeGreaterThan(20);
  expect(resources.filter(({ key }) => !ours.includes(String(key))).map(({ name }) => name)).toEqual([]);
  expect(volumesOf(templates).filter((volume) => at(volume, 'Encrypted') !== true)).toEqual([]);
});

claim('A2', 'synth', 'each way in and between demands TLS', async (target) => {
  const templates = await target.templates();
  const configs = valuesOf(templates, 'AWS::CloudFront::Distribution', 'DistributionConfig');
  expect(configs.length).toBeGreaterThan(0);
  for (const config of configs) {
    const behaviours = [at(config, 'DefaultCacheBehavior'), at(config, 'CacheBehaviors') ?? []].flat();
    const ways = behaviours.map((behaviour) => at(behaviour, 'ViewerProtocolPolicy'));
    expect(ways.filter((way) => way !== 'https-only' && way !== 'redirect-to-https')).toEqual([]);
    const origins = [at(config, 'Origins')].flat().map((origin) => at(origin, 'CustomOriginConfig'));
    const plain = origins.filter(
      (origin) => origin !== undefined && at(origin, 'OriginProtocolPolicy') !== 'https-only',
    );
    expect(plain).toEqual([]);
  }
  const policies = resourcesOf(templates, 'AWS::S3::BucketPolicy').map(({ properties }) => properties);
  for (const bucket of resourcesOf(templates, 'AWS::S3::Bucket')) {
    const denials = policies
      .filter((policy) => policy['Bucket'] === referenceOf(bucket))
      .flatMap((policy) => statementsOf(policy['PolicyDocument']))
      .filter((one) => one.Effect === 'Deny' && at(one.Condition, 'Bool', 'aws:SecureTransport') === 'false');
    expect(denials.length, referenceOf(bucket)).toBeGreaterThan(0);
  }
});

claim('A26', 'synth', 'the keys are AES-256, and volumes are encrypted', async (target) => {
  const templates = await target.templates();
  const used = new Set(encrypted(templates).map(({ key }) => String(key)));
  const keys = keysIn(templates).filter((key) => key.references.some((reference) => used.has(reference)));
  expect(keys.length).toBeGreaterThan(0);
  for (const { properties } of keys) {
    expect(properties['KeySpec'] ?? 'SYMMETRIC_DEFAULT').toBe('SYMMETRIC_DEFAULT');
    expect(properties['KeyUsage'] ?? 'ENCRYPT_DECRYPT').toBe('ENCRYPT_DECRYPT');
  }
  const volumes = volumesOf(templates);
  if (profiles[target.profile].capabilities.includes('machines')) expect(volumes.length).toBeGreaterThan(0);
  for (const volume of volumes) expect(volume).toMatchObject({ Encrypted: true });
});

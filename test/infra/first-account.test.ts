import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readDeployment } from '../../lib/config/deployment.ts';
import { EdgeStack } from '../../lib/stacks/edge.ts';
import { variants } from '../../local/checks/variants.ts';
import { at } from '../support/evidence/template.ts';
import { type Resource, resourcesOf, variantOf } from './assembly.ts';

const cloister = await resourcesOf(variantOf('cloister', 'prod'));
const of = (type: string, all: readonly Resource[] = cloister) =>
  all.filter((one) => one.type === `AWS::${type}`);
const statementsOf = (properties: Resource['properties'], document: string) =>
  [at(properties, document, 'Statement')].flat();

/** Roles by the names that CloudFormation gives them. */
const roles = (...names: readonly string[]) =>
  names.map((name) => expect.stringContaining(`:role/cloister-prod-privacy-${name}Role*`));
/** Texts of a template that hold references, as one text each. */
const texts = (value: unknown): readonly string[] => [value].flat().map((one) => JSON.stringify(one));

describe('the user pool', () => {
  it.each(variants)('$profile $stage knows one person by one address', async (variant) => {
    for (const { properties } of of('Cognito::UserPool', await resourcesOf(variant)))
      expect(properties['UsernameConfiguration']).toEqual({ CaseSensitive: false });
  });
});

describe('stacks that keep data', () => {
  it.each(variants)('$profile $stage are deleted by nobody in passing', async ({ folder, stage }) => {
    const manifest = z
      .object({
        artifacts: z.record(
          z.string(),
          z.object({
            properties: z.looseObject({ terminationProtection: z.boolean().optional() }).optional(),
          }),
        ),
      })
      .parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
    const kept = Object.entries(manifest.artifacts)
      .filter(([, { properties }]) => properties?.terminationProtection === true)
      .map(([name]) => name);
    expect(kept.toSorted()).toEqual(stage === 'prod' ? ['data', 'identity', 'keys'] : []);
  });
});

describe('archives', () => {
  const [bucket] = of('S3::Bucket').filter(({ path }) => path.startsWith('data/Transfer/'));
  const policy = of('S3::BucketPolicy').find(
    ({ properties }) => at(properties['Bucket'], 'Ref') === bucket?.id,
  );

  it('are read by the functions that pack and hand them out, and by no administrator', () => {
    const [refusal] = statementsOf(policy?.properties ?? {}, 'PolicyDocument').filter(
      (one) => at(one, 'Condition', 'ArnNotLike') !== undefined,
    );
    expect(refusal).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['s3:GetObject', 's3:GetObjectVersion'],
    });
    expect(texts(at(refusal, 'Condition', 'ArnNotLike', 'aws:PrincipalArn'))).toEqual(
      roles('ExportArchive', 'ExportLink'),
    );
  });

  it('lie under a key that serves nobody else through S3', () => {
    const [key] = of('KMS::Key').filter(({ path }) => path.startsWith('keys/Content/'));
    const through = statementsOf(key?.properties ?? {}, 'KeyPolicy').filter(
      (one) => at(one, 'Condition', 'StringEquals', 'kms:ViaService') !== undefined,
    );
    expect(through.map((one) => texts(at(one, 'Condition', 'ArnLike', 'aws:PrincipalArn')))).toEqual([
      roles('ExportIdentity', 'ExportArchive', 'ExportLink'),
    ]);
  });

  it('are read by nobody unrecorded', () => {
    const selectors = of('CloudTrail::Trail').flatMap(({ properties }) => properties['EventSelectors']);
    expect(selectors).toMatchObject([
      { IncludeManagementEvents: true, ReadWriteType: 'All' },
      {
        IncludeManagementEvents: false,
        ReadWriteType: 'ReadOnly',
        DataResources: [{ Type: 'AWS::S3::Object' }],
      },
    ]);
    expect(JSON.stringify(selectors)).toContain('Transfer');
  });
});

describe('the machines’ API', () => {
  it('says its way in wherever it is said, so that no update loses it', () => {
    const [api] = of('ApiGateway::RestApi').filter(({ stack }) => stack === 'machine-api');
    const asked = at(api?.properties, 'EndpointConfiguration', 'VpcEndpointIds');
    expect(asked).toHaveLength(1);
    expect(at(api?.properties, 'Body', 'servers')).toEqual([
      { 'x-amazon-apigateway-endpoint-configuration': { vpcEndpointIds: asked } },
    ]);
  });
});

describe('what CloudFront takes from us-east-1', () => {
  const deployment = readDeployment({
    profile: 'cloister',
    stage: 'dev',
    settings: 'cloister.settings.example.json',
    origin: undefined,
    bundling: 'off',
  });
  const seen = (name: string, id = 'edge') => {
    const app = new App();
    const domain = { name, hostedZoneId: 'Z1', hostedZoneName: 'example.org' };
    const settings = { ...deployment.settings, domain };
    const env = { region: 'us-east-1' };
    const edge = new EdgeStack(app, id, { env, deployment: { ...deployment, settings } });
    return edge.resolve(edge.seenFrom(edge));
  };

  it('is read anew when it is another thing', () => {
    expect(seen('a.example.org')).toEqual(seen('a.example.org'));
    expect(seen('a.example.org')).not.toEqual(seen('b.example.org'));
  });
});

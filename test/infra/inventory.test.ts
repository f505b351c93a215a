import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { retentionOf } from '../../contracts/spec/store.ts';
import { bucketsOf, storesOf, tablesOf } from '../../contracts/stores.ts';
import { type Variant, variants } from '../../local/checks/variants.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { periodSeconds } from '../../policy/retention.ts';
import { type Resource, resourcesOf } from './assembly.ts';

/** What can hold something of a person, and the kind of store that the inventory calls it. */
const holders: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'table',
  'AWS::S3::Bucket': 'bucket',
  'AWS::Logs::LogGroup': 'log-group',
  'AWS::Cognito::UserPool': 'user-pool',
  'AWS::CloudTrail::Trail': 'trail',
  'AWS::StepFunctions::StateMachine': 'workflow-history',
  'AWS::SQS::Queue': 'queue',
};
/** Made for each account while the platform runs, or by the browser: no template has them. */
const madeLater = ['volume', 'queue', 'browser'];

const tagsSchema = z.union([
  z
    .array(z.object({ Key: z.string(), Value: z.unknown() }))
    .transform((tags) => new Map(tags.map(({ Key, Value }) => [Key, Value]))),
  z.record(z.string(), z.unknown()).transform((tags) => new Map(Object.entries(tags))),
]);
const storeOf = ({ properties }: Resource): unknown =>
  tagsSchema.parse(properties['UserPoolTags'] ?? properties['Tags'] ?? []).get('cloister:store');

const capabilitiesOf = ({ profile }: Variant) => profiles[profile].capabilities;
const holdersIn = async (variant: Variant) =>
  (await resourcesOf(variant)).filter(({ type }) => holders[type]);
const seconds = 86_400;

describe.each(variants)('inventory and templates of $profile $stage', (variant) => {
  const stores = storesOf(capabilitiesOf(variant));

  it('everything that can hold something of a person is in the inventory', async () => {
    const unknown = (await holdersIn(variant)).filter(
      (holder) => !stores.some(({ name, kind }) => name === storeOf(holder) && kind === holders[holder.type]),
    );
    expect(unknown.map(({ path, type }) => `${type} ${path}`)).toEqual([]);
  });

  it('everything in the inventory is in the templates', async () => {
    const there = new Set((await holdersIn(variant)).map(storeOf));
    const missing = stores.filter(({ kind, name }) => !madeLater.includes(kind) && !there.has(name));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('no function writes into a log group that nobody declared', async () => {
    const functions = (await resourcesOf(variant)).filter(({ type }) => type === 'AWS::Lambda::Function');
    expect(
      functions.filter(({ properties }) => !properties['LoggingConfig']).map(({ path }) => path),
    ).toEqual([]);
  });

  it('tables keep and forget as the inventory says', async () => {
    const resources = await holdersIn(variant);
    for (const spec of tablesOf(capabilitiesOf(variant))) {
      const table = resources.find((resource) => storeOf(resource) === spec.name);
      const { ttl, restoreDays } = spec;
      expect(table?.properties, spec.name).toMatchObject({
        KeySchema: [
          { AttributeName: spec.keys.partition },
          ...(spec.keys.sort ? [{ AttributeName: spec.keys.sort }] : []),
        ],
        ...(ttl ? { TimeToLiveSpecification: { AttributeName: ttl, Enabled: true } } : {}),
        ...(restoreDays > 0
          ? {
              PointInTimeRecoverySpecification: {
                PointInTimeRecoveryEnabled: true,
                RecoveryPeriodInDays: restoreDays,
              },
            }
          : {}),
      });
      if (restoreDays === 0)
        expect(table?.properties, spec.name).not.toHaveProperty('PointInTimeRecoverySpecification');
    }
  });

  it('objects and log lines go when the policy says', async () => {
    const resources = await holdersIn(variant);
    for (const spec of bucketsOf(capabilitiesOf(variant))) {
      const days = Math.ceil((periodSeconds(retentionOf(spec)) ?? 0) / seconds);
      const bucket = resources.find((resource) => storeOf(resource) === spec.name);
      if (days > 0 && !spec.lock) {
        expect(bucket?.properties).toMatchObject({
          LifecycleConfiguration: {
            Rules: [expect.objectContaining({ ExpirationInDays: days, Status: 'Enabled' })],
          },
        });
      }
    }
    for (const group of resources.filter(({ type }) => type === 'AWS::Logs::LogGroup')) {
      const spec = stores.find(({ name }) => name === storeOf(group));
      const days = spec && Math.floor((periodSeconds(retentionOf(spec)) ?? 0) / seconds);
      expect(group.properties['RetentionInDays'], group.path).toBe(days);
    }
  });
});

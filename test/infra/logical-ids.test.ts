import { describe, expect, it } from 'vitest';
import { variants } from '../../local/checks/variants.ts';
import { type Resource, resourcesOf, variantOf } from './assembly.ts';

/** What would be lost with its resource: data, keys, people, addresses that others have stored. */
const stateful =
  'AWS::Cognito::UserPool AWS::Cognito::UserPoolDomain AWS::DynamoDB::Table AWS::KMS::Key AWS::S3::Bucket'.split(
    ' ',
  );

const isStateful = ({ type }: Resource) => stateful.includes(type);
const name = ({ stack, type, id }: Resource) => `${stack} ${type} ${id}`;

describe('what holds data keeps its logical id', () => {
  it('a changed line would be a table, key, bucket or pool that an upgrade replaces', async () => {
    const all = await Promise.all(variants.map(resourcesOf));
    const names = new Set(all.flat().filter(isStateful).map(name));
    await expect(`${JSON.stringify([...names].toSorted(), null, 2)}\n`).toMatchFileSnapshot(
      'logical-ids.json',
    );
  });

  it('such a thing is in the stacks that are never deleted', async () => {
    const all = (await resourcesOf(variantOf('cloister', 'prod'))).filter(isStateful);
    expect([...new Set(all.map(({ stack }) => stack))].toSorted()).toEqual(['data', 'identity', 'keys']);
  });

  it.each(variants.filter(({ stage }) => stage === 'prod'))(
    '$profile prod keeps it when a stack goes',
    async (variant) => {
      const lost = (await resourcesOf(variant)).filter(isStateful).filter(
        ({ type, deletionPolicy }) =>
          type !== 'AWS::Cognito::UserPoolDomain' &&
          deletionPolicy !== 'Retain' &&
          // Gone with a first deployment that failed, and kept ever after. A protected one would stop that way back.
          !(deletionPolicy === 'RetainExceptOnCreate' && /^AWS::(KMS|S3)::/.test(type)),
      );
      expect(lost.map(name)).toEqual([]);
    },
  );

  it.each(variants.filter(({ stage }) => stage === 'prod'))(
    '$profile prod protects tables and people from deletion',
    async (variant) => {
      const all = await resourcesOf(variant);
      const unprotected = all.filter(
        ({ type, properties }) =>
          (type === 'AWS::DynamoDB::Table' && properties['DeletionProtectionEnabled'] !== true) ||
          (type === 'AWS::Cognito::UserPool' && properties['DeletionProtection'] !== 'ACTIVE'),
      );
      expect(unprotected.map(name)).toEqual([]);
    },
  );
});

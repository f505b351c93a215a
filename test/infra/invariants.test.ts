import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Reading, readStacks } from '../../lib/invariants/reading.ts';
import { invariants } from '../../lib/invariants/rules.ts';
import { InvariantValidation } from '../../lib/invariants/validation.ts';
import { type Variant, variants } from '../../local/checks/variants.ts';
import { variantOf } from './assembly.ts';
import { breaks } from './invariant-breaks.ts';

async function readingsOf({ folder }: Variant): Promise<readonly Reading[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.template.json'));
  const texts = files.map(async (file) => ({
    stack: file.replace('.template.json', ''),
    text: await readFile(join(folder, file), 'utf8'),
  }));
  return readStacks(await Promise.all(texts));
}

describe('the invariants', () => {
  let readings: readonly Reading[];
  beforeAll(async () => {
    readings = await readingsOf(variantOf('cloister', 'prod'));
  });
  const broken = (all: readonly Reading[]) =>
    invariants.filter(({ breaches }) => breaches(all).length > 0).map(({ name }) => name);

  it.each(variants)('hold for $profile $stage', async (variant) => {
    const all = await readingsOf(variant);
    const found = invariants.flatMap(({ name, breaches }) =>
      breaches(all).map(({ at, how }) => `${name}: ${at.path}: ${how}`),
    );
    expect(found).toEqual([]);
  });

  it.each(breaks)('%s: %s', (rule, _, change) => {
    expect(broken(change(readings))).toContain(rule);
  });

  it('end a synthesis that breaks one', () => {
    const app = new App({ analyticsReporting: false });
    new CfnResource(new Stack(app, 'data'), 'Bare', { type: 'AWS::S3::Bucket' });
    Validations.of(app).addPlugins(new InvariantValidation());
    expect(() => app.synth()).toThrow('stores-are-closed');
  });

  it('each is broken once here', () => {
    expect(
      invariants.map(({ name }) => name).filter((name) => !breaks.some(([rule]) => rule === name)),
    ).toEqual([]);
  });
});

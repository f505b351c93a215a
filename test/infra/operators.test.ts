import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bucketsOf, tablesOf } from '../../contracts/stores.ts';
import { variants } from '../../local/checks/variants.ts';
import { outputs } from '../../local/cloud/outputs.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { resourcesOf, variantOf } from './assembly.ts';

const template = z.object({ Outputs: z.record(z.string(), z.unknown()) });

/** What only an operator meets: nothing that runs here reads it. */
describe('what operators read and type', () => {
  it.each(variants)('$profile $stage: outputs that commands read are there', async ({ folder }) => {
    for (const [stack, output] of Object.values(outputs)) {
      const text = await readFile(join(folder, `${stack}.template.json`), 'utf8');
      expect(template.parse(JSON.parse(text)).Outputs).toHaveProperty(output);
    }
  });

  it('a restore closes every stack that has functions, but the site', async () => {
    const found = (await resourcesOf(variantOf('cloister', 'prod'))).filter(
      ({ type, path }) => type === 'AWS::Lambda::Function' && path.includes('/Function/'),
    );
    const guide = await readFile('docs/guides/restore.md', 'utf8');
    const closed = /of the stacks (.*?), but/.exec(guide)?.[1]?.match(/[\w-]+(?=`)/g);
    const stacks = [...new Set(found.map(({ stack }) => stack))].filter((stack) => stack !== 'site');
    expect(closed?.toSorted()).toEqual(stacks.toSorted());
  });

  it.each(variants)('$profile $stage: every table and bucket has a stored name', async (variant) => {
    const { capabilities } = profiles[variant.profile];
    const [stored] = (await resourcesOf(variant)).filter(({ path }) =>
      path.startsWith('privacy/StoreNames/'),
    );
    const names = [...tablesOf(capabilities), ...bucketsOf(capabilities)].map(({ name }) => name);
    const named = z.record(z.string(), z.unknown()).parse(stored?.properties['names']);
    expect(Object.keys(named).toSorted()).toEqual(names.toSorted());
  });

  it.each(variants)(
    '$profile $stage: what ends, starts or changes machines and disks is bound to our tag',
    async (variant) => {
      const statement = z.looseObject({
        Effect: z.string(),
        Action: z.union([z.string(), z.array(z.string())]).default([]),
        Condition: z.unknown().optional(),
      });
      const policies = (await resourcesOf(variant)).filter(({ type }) =>
        /^AWS::IAM::(Managed)?Policy$/.test(type),
      );
      const loose = policies.flatMap(({ path, properties }) =>
        z
          .object({ Statement: z.array(statement) })
          .parse(properties['PolicyDocument'])
          .Statement.filter(({ Effect }) => Effect === 'Allow')
          .filter(({ Action }) =>
            [Action]
              .flat()
              .some((action) => /^ec2:(Delete(?!Network)|Terminate|Stop|Start|Modify)/.test(action)),
          )
          .filter(({ Condition }) => !JSON.stringify(Condition ?? '').includes('aws:ResourceTag/cloister:'))
          .map(({ Action }) => `${path} ${[Action].flat().join(' ')}`),
      );
      expect(loose.filter((one) => !one.startsWith('keys/Boundary'))).toEqual([]);
    },
  );
});

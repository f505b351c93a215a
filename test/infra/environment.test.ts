import { expect, it } from 'vitest';
import * as z from 'zod';
import { variants } from '../../local/checks/variants.ts';
import { resourcesOf } from './assembly.ts';

/** Lambda takes 4 KB; what is left over is room for what a function is still to be granted. */
const MOST_BYTES = 3072;
/** A name or an address that only a deployment knows: CloudFormation's names of tables and ARNs of keys stay below. */
const UNKNOWN_BYTES = 80;

const environment = z
  .looseObject({ Variables: z.record(z.string(), z.unknown()) })
  .optional()
  .transform((found) => Object.entries(found?.Variables ?? {}));

it.each(variants)('$profile $stage: no function’s environment is nearly full', async (variant) => {
  const functions = (await resourcesOf(variant)).filter(({ type }) => type === 'AWS::Lambda::Function');
  const sizes = functions.map(({ path, properties }) => {
    const bytes = environment
      .parse(properties['Environment'])
      .map(([name, value]) => name.length + (typeof value === 'string' ? value.length : UNKNOWN_BYTES));
    return { path, bytes: bytes.reduce((sum, each) => sum + each, 0) };
  });
  expect(sizes.length).toBeGreaterThan(10);
  expect(sizes.filter(({ bytes }) => bytes > MOST_BYTES)).toEqual([]);
});

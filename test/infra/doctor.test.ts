import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { variants } from '../../local/checks/variants.ts';
import { LEAST_VERSION } from '../../local/cloud/doctor/bootstrap.ts';
import { keeping } from '../../local/cloud/doctor/stacks.ts';
import { endpointServices } from '../../local/cloud/doctor/zones.ts';
import { outputs } from '../../local/cloud/outputs.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { readTemplates } from '../support/evidence/synthesis.ts';
import { parseTemplate } from '../support/evidence/template.ts';

const rules = z.looseObject({
  Rules: z.object({
    CheckBootstrapVersion: z.object({
      Assertions: z.tuple([
        z.object({
          Assert: z.object({
            'Fn::Not': z.tuple([z.object({ 'Fn::Contains': z.tuple([z.array(z.string()), z.unknown()]) })]),
          }),
        }),
      ]),
    }),
  }),
});

/** What the doctor and the deployment look for in an account is what the stacks put there. */
describe.each(variants)('$profile $stage', ({ profile, folder }) => {
  const hasMachines = profiles[profile].capabilities.includes('machines');
  const textOf = (stack: string) => readFile(join(folder, `${stack}.template.json`), 'utf8');

  it('has the interface endpoints that zones are asked for', async () => {
    const names = (await readTemplates(folder))
      .flatMap((template) => template.ofType('AWS::EC2::VPCEndpoint'))
      .filter(({ properties }) => properties['VpcEndpointType'] === 'Interface')
      .map(({ properties }) => String(properties['ServiceName']).split('.').at(-1));
    const expected = [...endpointServices.content, ...(hasMachines ? endpointServices.machines : [])];
    expect(names).toHaveLength(expected.length);
    expect(names).toEqual(expect.arrayContaining(expected));
  });

  it.each(Object.values(outputs))('has a stack %s with an output %s', async (stack, output) => {
    expect(Object.keys(parseTemplate(await textOf(stack)).Outputs)).toContain(output);
  });

  it('has the stacks that the doctor names', async () => {
    const templates = await readTemplates(folder);
    const stacks = templates.map(({ stack }) => stack);
    expect(stacks).toEqual(expect.arrayContaining([...keeping, 'edge']));
    expect(stacks.includes('machine-network')).toBe(hasMachines);
    const topics = templates.filter((template) => template.ofType('AWS::SNS::Topic').length > 0);
    expect(topics.map(({ stack }) => stack)).toEqual(['observability']);
  });

  it('demands the bootstrap that the doctor does', async () => {
    const { Rules } = rules.parse(JSON.parse(await textOf('keys')));
    const [{ Assert }] = Rules.CheckBootstrapVersion.Assertions;
    const [refused] = Assert['Fn::Not'][0]['Fn::Contains'];
    expect(Math.max(...refused.map(Number))).toBe(LEAST_VERSION - 1);
  });
});

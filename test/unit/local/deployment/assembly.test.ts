import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readAssembly } from '../../../../local/deployment/assembly.ts';
import { tableSettings } from '../../../../local/deployment/table-settings.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('a synthesized app', () => {
  let folder: string;
  const write = async (ttl: string, environment = 'aws://000000000000/eu-central-1') => {
    const table = {
      Type: 'AWS::DynamoDB::Table',
      Properties: { TimeToLiveSpecification: { AttributeName: ttl, Enabled: true } },
    };
    const properties = { templateFile: 'data.template.json', stackName: 'Cloister-data' };
    const artifacts = {
      Tree: { type: 'cdk:tree' },
      data: { type: 'aws:cloudformation:stack', environment, properties },
    };
    await writeFile(join(folder, 'data.template.json'), JSON.stringify({ Resources: { Turns: table } }));
    await writeFile(join(folder, 'manifest.json'), JSON.stringify({ artifacts }));
  };
  beforeEach(() => {
    folder = temporaryFolder();
  });

  it('is read as stacks with their Region', async () => {
    await write('expiresAt');
    const { stacks } = await readAssembly(folder);
    expect(stacks.map(({ name, region }) => [name, region])).toEqual([['Cloister-data', 'eu-central-1']]);
    expect(stacks.flatMap(({ template }) => tableSettings(template))).toEqual([
      { logicalId: 'Turns', expiryAttribute: 'expiresAt' },
    ]);
  });

  it('has another digest when a template changed, and only then', async () => {
    await write('expiresAt');
    const first = (await readAssembly(folder)).digest;
    expect((await readAssembly(folder)).digest).toBe(first);
    await write('endsAt');
    expect((await readAssembly(folder)).digest).not.toBe(first);
  });

  it('must name its Region', async () => {
    await write('expiresAt', 'aws://unknown-account/unknown-region');
    await expect(readAssembly(folder)).rejects.toThrow('Region');
  });
});

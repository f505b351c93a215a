import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { writeSbom } from '../../../../local/cloud/sbom.ts';

const bom = z.object({
  bomFormat: z.literal('CycloneDX'),
  components: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      properties: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
    }),
  ),
});

it('an inventory names every package, and marks what ships nowhere', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sbom-'));
  try {
    const { components } = bom.parse(JSON.parse(await readFile(await writeSbom(folder), 'utf8')));
    const shipped = components
      .filter(({ properties }) => !properties.some(({ name }) => name === 'cdx:npm:package:development'))
      .map(({ name }) => name);
    const all = components.map(({ name }) => name);
    expect(shipped).toEqual(expect.arrayContaining(['@aws-sdk/client-ec2', 'react', 'zod']));
    const tools = ['vitest', 'aws-cdk', '@cloud-copilot/iam-simulate'];
    expect(all).toEqual(expect.arrayContaining(tools));
    expect(shipped.filter((name) => tools.includes(name))).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const resource = z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() });
const template = z.object({ Resources: z.record(z.string(), resource).optional() });
const artifact = z.object({
  type: z.string(),
  environment: z.string().optional(),
  properties: z.object({ templateFile: z.string(), stackName: z.string().optional() }).partial().optional(),
});
const manifest = z.object({ artifacts: z.record(z.string(), artifact) });

/** A CloudFormation template, as far as the set-up reads it. */
export type Template = z.infer<typeof template>;

export interface AssemblyStack {
  readonly name: string;
  readonly region: string;
  readonly template: Template;
}

/** A synthesized app: what `cdk synth` wrote into a folder. */
export interface Assembly {
  readonly folder: string;
  readonly stacks: readonly AssemblyStack[];
  /** Changes with any template, and so with any asset, since templates name assets by their hash. */
  readonly digest: string;
}

export async function readAssembly(folder: string): Promise<Assembly> {
  const { artifacts } = manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const hash = createHash('sha256');
  const stacks: AssemblyStack[] = [];
  for (const [id, { type, environment, properties }] of Object.entries(artifacts)) {
    if (type !== 'aws:cloudformation:stack' || !properties?.templateFile) continue;
    const text = await readFile(join(folder, properties.templateFile), 'utf8');
    const name = properties.stackName ?? id;
    const region = regionOf(environment);
    hash.update(JSON.stringify([name, region, text]));
    stacks.push({ name, region, template: template.parse(JSON.parse(text)) });
  }
  return { folder, stacks, digest: hash.digest('hex') };
}

/** The Region in `aws://<account>/<region>`; a local app must name it, since nothing else does. */
function regionOf(environment: string | undefined): string {
  const region = environment?.split('/').at(-1);
  if (!region || region === 'unknown-region') throw new Error('A stack does not name its Region.');
  return region;
}

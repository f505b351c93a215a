import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { root, synthesizeVariants, type Variant } from './variants.ts';

const templateSchema = z.object({
  Resources: z
    .record(
      z.string(),
      z.object({
        Type: z.string(),
        Properties: z.record(z.string(), z.unknown()).default({}),
        Metadata: z.object({ 'aws:cdk:path': z.string().optional() }).optional(),
      }),
    )
    .default({}),
});
type TemplateResource = z.infer<typeof templateSchema>['Resources'][string];

/** Something that a checker does not like, at one resource. */
export interface Finding {
  readonly rule: string;
  /** The path of the construct, such as `data/Tokens/Table/Resource`. */
  readonly at: string;
  readonly message: string;
}

/** The templates of all variants that differ in more than names, in one folder for the checkers that read files. */
export interface Templates {
  readonly variants: readonly Variant[];
  readonly folder: string;
  readonly files: readonly string[];
  /** The path of a resource, by the file's name and the logical id. */
  readonly pathOf: (file: string, logicalId: string) => string;
}

let gathered: Promise<Templates> | undefined;

/** Synthesizes where needed; several checks share it. */
export function templates(): Promise<Templates> {
  gathered ??= gather();
  return gathered;
}

async function gather(): Promise<Templates> {
  const variants = await synthesizeVariants();
  const folder = join(root, 'distinct');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const said = new Set<string>();
  const resources = new Map<string, Record<string, TemplateResource>>();
  for (const variant of variants) {
    for (const name of await templateNames(variant)) {
      const text = await readFile(join(variant.folder, name), 'utf8');
      const { Resources } = templateSchema.parse(JSON.parse(text));
      if (!saysMore(Resources, said)) continue;
      const file = `${variant.profile}-${variant.stage}-${name}`;
      resources.set(file, Resources);
      await writeFile(join(folder, file), text);
    }
  }
  return {
    variants,
    folder,
    files: [...resources.keys()].map((file) => join(folder, file)),
    pathOf: (file, id) =>
      resources.get(basename(file))?.[id]?.Metadata?.['aws:cdk:path'] ?? `${basename(file)}/${id}`,
  };
}

/** Whether a template has a resource that no earlier one had; tags and values of the environment tell no checker more. */
function saysMore(resources: Record<string, TemplateResource>, said: Set<string>): boolean {
  const before = said.size;
  for (const { Type, Properties, Metadata } of Object.values(resources)) {
    const { Tags: _, Environment, ...rest } = Properties;
    said.add(JSON.stringify([Type, Metadata?.['aws:cdk:path'], rest, Object.keys(Environment ?? {})]));
  }
  return said.size > before;
}

/** The templates of one assembly. */
const templateNames = async ({ folder }: Variant): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.template.json'));

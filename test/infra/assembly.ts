import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { type Variant, variants } from '../../local/checks/variants.ts';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  Metadata: z.object({ 'aws:cdk:path': z.string().optional() }).optional(),
});
const templateSchema = z.object({ Resources: z.record(z.string(), resourceSchema).default({}) });

/** A resource as AWS would get it. */
export interface Resource {
  readonly stack: string;
  readonly id: string;
  /** The path of its construct: `data/Tokens/Table/Resource`. */
  readonly path: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: string | undefined;
}

/** All resources of a profile at a stage. */
export async function resourcesOf({ folder }: Variant): Promise<readonly Resource[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.template.json'));
  const stacks = await Promise.all(
    files.toSorted().map(async (file) => {
      const stack = file.replace('.template.json', '');
      const { Resources } = templateSchema.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
      return Object.entries(Resources).map(([id, { Type, Properties, DeletionPolicy, Metadata }]) => ({
        stack,
        id,
        path: Metadata?.['aws:cdk:path'] ?? `${stack}/${id}`,
        type: Type,
        properties: Properties,
        deletionPolicy: DeletionPolicy,
      }));
    }),
  );
  return stacks.flat();
}

/** One variant by name. */
export function variantOf(profile: Variant['profile'], stage: Variant['stage']): Variant {
  const found = variants.find((variant) => variant.profile === profile && variant.stage === stage);
  if (!found) throw new Error(`no variant ${profile} ${stage}`);
  return found;
}

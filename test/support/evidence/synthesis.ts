import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { synthesize } from '../../../local/deployment/cdk.ts';
import type { EvidenceSettings } from './result.ts';
import { type Exports, parseTemplate, readableTemplate, type Template } from './template.ts';

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      properties: z.looseObject({ templateFile: z.string().optional() }).optional(),
    }),
  ),
});

const assemblyIn = (folder: string): string => join(folder, 'evidence-prod');

/** Synthesizes what `cdk deploy` would send to AWS at stage `prod`, without bundling. */
export const synthesizeIn = ({ profile, folder }: EvidenceSettings): Promise<void> =>
  synthesize(
    { file: 'bin/app.ts', context: { profile, stage: 'prod', bundling: 'off' } },
    assemblyIn(folder),
    join(folder, 'cdk'),
  );

let read: Promise<readonly Template[]> | undefined;

/** The templates that the set-up synthesized. */
export function synthesized({ folder }: EvidenceSettings): Promise<readonly Template[]> {
  read ??= readTemplates(assemblyIn(folder));
  return read;
}

/** Reads the templates of a cloud assembly. */
export async function readTemplates(folder: string): Promise<readonly Template[]> {
  const { artifacts } = manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const stacks = await Promise.all(
    Object.entries(artifacts).flatMap(([id, { type, environment, properties }]) =>
      type === 'aws:cloudformation:stack' && properties?.templateFile
        ? [readStack(folder, id, environment, properties.templateFile)]
        : [],
    ),
  );
  const exports: Exports = new Map(
    stacks.flatMap(({ stack, body }) =>
      Object.values(body.Outputs).flatMap((output) =>
        output.Export ? [[String(output.Export.Name), { stack, value: output.Value }] as const] : [],
      ),
    ),
  );
  return stacks.map(({ stack, region, body }) => readableTemplate(stack, region, body, exports));
}

async function readStack(folder: string, id: string, environment: string | undefined, file: string) {
  const body = parseTemplate(await readFile(join(folder, file), 'utf8'));
  return { stack: id, region: environment?.split('/').at(-1) ?? '', body };
}

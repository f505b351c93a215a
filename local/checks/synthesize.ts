import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
import { synthesizeCloister } from '../../lib/cloister.ts';
import { readDeployment } from '../../lib/config/deployment.ts';
import { digestOf } from './tree.ts';
import { root, type Variant, variants } from './variants.ts';

const cdkSchema = z.object({ context: z.record(z.string(), z.unknown()) });
const sources = /^(lib|contracts|policy|lambdas|workflows|local\/checks|cdk|cloister|package-lock)/;

/**
 * Synthesizes all variants where the sources have changed since the last time, with cdk-nag looking on. What the
 * validations found is in each folder's `validation-report.json`, so a finding does not end it.
 */
async function main(): Promise<void> {
  const mark = `${root}/digest`;
  const digest = await digestOf((file) => sources.test(file));
  if ((await readFile(mark, 'utf8').catch(() => '')) === digest) return;
  await rm(root, { recursive: true, force: true });
  await mkdir(root, { recursive: true });
  const { context } = cdkSchema.parse(JSON.parse(await readFile('cdk.json', 'utf8')));
  for (const variant of variants) synthesize(variant, { ...context, 'aws:cdk:enable-path-metadata': true });
  await writeFile(mark, digest);
}

function synthesize({ profile, stage, folder }: Variant, context: Record<string, unknown>): void {
  const app = new App({ outdir: folder, context, analyticsReporting: false });
  const settings = 'cloister.settings.example.json';
  synthesizeCloister(app, readDeployment({ profile, stage, settings, origin: undefined, bundling: 'off' }));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  try {
    app.synth();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ValidationFailed')) throw error;
  }
}

await main();

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateBucketCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { adminClient, localAccount } from '../emulator/account.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { type Assembly, readAssembly } from './assembly.ts';
import { type CdkApp, deployAssembly, synthesize } from './cdk.ts';
import { readOutputs, type StackOutputs } from './outputs.ts';
import { sourceDigest } from './source-digest.ts';
import { applyTableSettings } from './table-settings.ts';

/** Whatever the app's templates and bundles are made of. */
const sources = ['bin', 'contracts', 'lambdas', 'lib', 'local', 'policy', 'runner'];

/** Synthesizes the app into `<folder>/cdk.out`, unless it was already, from the same sources and settings. */
export async function synthesizeInto(folder: string, app: CdkApp, settings: string): Promise<Assembly> {
  const out = join(folder, 'cdk.out');
  const mark = join(folder, 'synthesized');
  const digest = await sourceDigest(sources, JSON.stringify([app, settings]));
  if ((await readFile(mark, 'utf8').catch(() => '')) !== digest) {
    await rm(mark, { force: true });
    await synthesize(app, out, cdkHome(folder));
    await writeFile(mark, digest);
  }
  return readAssembly(out);
}

/**
 * Deploys the assembly into the emulator where it differs from what is there, and writes the stacks' outputs to
 * `<folder>/outputs.json`. What is there is known by a digest beside the emulator's state, so that it goes back with it.
 */
export async function deploy(folder: string, assembly: Assembly, emulator: Emulator): Promise<Deployed> {
  const mark = join(emulator.stateFolder, 'deployed');
  const changed = (await readFile(mark, 'utf8').catch(() => '')) !== assembly.digest;
  if (changed) {
    await makeAssetBuckets(assembly, emulator.endpoint);
    await deployAssembly(assembly.folder, emulator.endpoint, cdkHome(folder));
    await Promise.all(assembly.stacks.map((stack) => applyTableSettings(stack, emulator.endpoint)));
    await writeFile(mark, assembly.digest);
  }
  const outputs = await readOutputs(assembly.stacks, emulator.endpoint);
  await writeFile(join(folder, 'outputs.json'), JSON.stringify(outputs, undefined, 2));
  return { changed, outputs };
}

export interface Deployed {
  readonly changed: boolean;
  readonly outputs: StackOutputs;
}

const cdkHome = (folder: string): string => join(folder, 'cdk');

/**
 * The asset bucket is all that stacks with the CLI's own credentials need of a bootstrap. The rest of it is roles, which
 * the emulator refuses with authorization on, and 9 s.
 */
async function makeAssetBuckets(assembly: Assembly, endpoint: string): Promise<void> {
  for (const region of new Set(assembly.stacks.map((stack) => stack.region))) {
    const s3 = new S3Client({ ...adminClient(endpoint, region), forcePathStyle: true });
    const Bucket = `cdk-hnb659fds-assets-${localAccount}-${region}`;
    const there = await s3.send(new HeadBucketCommand({ Bucket })).catch(() => undefined);
    if (!there) await s3.send(new CreateBucketCommand({ Bucket }));
    s3.destroy();
  }
}

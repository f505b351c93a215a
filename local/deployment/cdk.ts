import { mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { adminEnvironment, localAccount, localRegion } from '../emulator/account.ts';
import { runToEnd } from './program.ts';

const cli = join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin', 'cdk');
/** Stacks that wait for nothing deploy at the same time; the emulator is one process, so more does not help. */
const stacksAtOnce = 8;

export interface CdkApp {
  /** The TypeScript file of the app, from the working directory. */
  readonly file: string;
  readonly context: Readonly<Record<string, string>>;
}

/** Synthesizes the app into `folder` with the real CDK CLI; needs no emulator. */
export async function synthesize(app: CdkApp, folder: string, cdkHome: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const context = Object.entries(app.context).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  // By name: the CLI loses the quotes that a path might need, and Node 24 comes first in PATH.
  await runCdk(
    ['synth', '--quiet', '--app', `node ${app.file}`, '--output', folder, '--no-lookups', ...context],
    cdkHome,
    {
      CDK_DEFAULT_ACCOUNT: localAccount,
      CDK_DEFAULT_REGION: localRegion,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  );
}

/** Deploys a synthesized app with the real CDK CLI into the emulator. */
export async function deployAssembly(folder: string, endpoint: string, cdkHome: string): Promise<void> {
  const parallel = ['--concurrency', String(stacksAtOnce), '--asset-parallelism'];
  const quick = ['--method', 'direct', '--require-approval', 'never', '--progress', 'events'];
  await runCdk(
    ['deploy', '--all', '--app', folder, ...parallel, ...quick],
    cdkHome,
    adminEnvironment(endpoint),
  );
}

/** Runs the CLI with nothing of the developer's AWS settings. */
async function runCdk(args: readonly string[], cdkHome: string, env: Record<string, string>): Promise<void> {
  await mkdir(cdkHome, { recursive: true });
  const home = { HOME: cdkHome, CDK_HOME: cdkHome, CDK_DISABLE_CLI_TELEMETRY: 'true' };
  const all = [cli, ...args, '--no-notices', '--no-color', '--ci'];
  await runToEnd(`cdk ${args[0]}`, all, { ...home, ...env });
}

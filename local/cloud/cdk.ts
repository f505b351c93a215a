import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { OperatorFault } from './fault.ts';
import type { Order } from './operator-settings.ts';

const cli = join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin', 'cdk');

/** How the CLI is to go about it. */
export interface Manner {
  /** The console's origin, where there is no domain and it is known. */
  readonly origin?: string | undefined;
  /** Does not ask before a change of permissions. */
  readonly unasked: boolean;
}

/** Deploys all stacks by the pinned CLI, with the operator's own AWS settings; it speaks and asks by itself. */
export async function deployStacks(
  { profile, stage, file }: Order,
  { origin, unasked }: Manner,
): Promise<void> {
  const context = { profile, stage, settings: file, ...(origin === undefined ? {} : { origin }) };
  const args = [
    ...['deploy', '--all', '--output', join('.local', 'deploy', stage), '--no-notices'],
    ...Object.entries(context).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ...(unasked ? ['--require-approval', 'never'] : []),
  ];
  const env = { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true' };
  const child = spawn(process.execPath, [cli, ...args], { stdio: 'inherit', env });
  const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  if (code !== 0)
    throw new OperatorFault(
      'cdk deploy ended with a fault; what it said is above. The same command goes on from there.',
    );
}

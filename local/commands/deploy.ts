import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { regionGroupOf, regionGroups } from '../../policy/models.ts';
import {
  readAccount,
  readStack,
  requireBootstrap,
  requireRegions,
  requireVerified,
} from '../cloud/account.ts';
import { deployStacks } from '../cloud/cdk.ts';
import { OperatorFault } from '../cloud/fault.ts';
import { nextSteps } from '../cloud/next-steps.ts';
import { type Order, readOrder } from '../cloud/operator-settings.ts';
import { writeSbom } from '../cloud/sbom.ts';
import { buildConsole } from '../deployment/console-build.ts';

/** CloudFront's certificate and web ACL are there, wherever home is. */
const EDGE_REGION = 'us-east-1';

/**
 * `npm run deploy -- --profile cloister --stage dev`: checks what can be checked before, builds, deploys by the CDK, and
 * says what only a person can do.
 */
async function deploy(order: Order, unasked: boolean): Promise<void> {
  const { region, domain, mailSender } = order.settings;
  const account = await readAccount(region);
  console.log(`${order.profile} ${order.stage}: account ${account}, ${region}`);
  await requireBootstrap(account, [...new Set([region, EDGE_REGION])]);
  const group = regionGroupOf(region);
  if (group !== undefined) await requireRegions(region, regionGroups[group]);
  if (mailSender !== undefined) await requireVerified(mailSender, region);
  // Synthesis bundles functions and runner itself; the console is a folder that it only takes.
  await buildConsole();
  const known = domain === undefined ? await originOf(order) : undefined;
  await deployStacks(order, { origin: known, unasked });
  const sbom = await writeSbom(join('.local', 'deploy', order.stage));
  const origin = await originOf(order);
  if (origin === undefined) throw new OperatorFault('The stack of the console has no output "Origin".');
  if (domain === undefined && origin !== known) {
    console.log(
      `\nThe console's origin is ${origin}. Deploying once more, so that sign-in leads back to it.`,
    );
    await deployStacks(order, { origin, unasked });
  }
  const api = (await readStack(`cloister-${order.stage}-api`, region))?.['Url'] ?? '';
  console.log(
    `\nConsole  ${origin}\nAPI      ${api} (refuses whoever goes around the edge)\nPackages ${sbom}\n\nNow:`,
  );
  for (const [at, step] of nextSteps(order, { account, origin, api }).entries())
    console.log(`${at + 1}. ${step}`);
}

const originOf = async ({ stage, settings }: Order): Promise<string | undefined> =>
  (await readStack(`cloister-${stage}-site`, settings.region))?.['Origin'];

try {
  const { values } = parseArgs({
    options: {
      profile: { type: 'string' },
      stage: { type: 'string' },
      settings: { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
  });
  await deploy(readOrder(values), values.yes);
} catch (error) {
  if (!(error instanceof OperatorFault) && !isUsage(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** A word on the command line that is none of ours. */
function isUsage(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

import { parseArgs } from 'node:util';
import { deployStacks } from '../cloud/cdk.ts';
import { beforeDeploying } from '../cloud/doctor/all.ts';
import { requireNothingBad } from '../cloud/doctor/examine.ts';
import { atPlace, type Place } from '../cloud/doctor/place.ts';
import { inOperatorWords, OperatorFault } from '../cloud/fault.ts';
import { nextSteps } from '../cloud/next-steps.ts';
import { orderOptions, readOrder } from '../cloud/operator-settings.ts';
import { readOutput } from '../cloud/outputs.ts';
import { buildConsole } from '../deployment/console-build.ts';

/**
 * `npm run deploy -- --profile cloister --stage dev`: checks what can be checked before, builds, deploys by the CDK, and
 * says what only a person can do.
 */
async function deploy(place: Place, unasked: boolean): Promise<void> {
  const { order, account, clients } = place;
  const { region, domain } = order.settings;
  console.log(`${order.profile} ${order.stage}: account ${account}, ${region}`);
  await requireNothingBad(place, beforeDeploying);
  // Synthesis bundles functions and runner itself; the console is a folder that it only takes.
  await buildConsole();
  const known = domain === undefined ? await readOutput(clients, order, 'origin') : undefined;
  await deployStacks(order, { origin: known, unasked });
  const origin = await readOutput(clients, order, 'origin');
  if (origin === undefined) throw new OperatorFault('The stack of the site has no output "Origin".');
  if (domain === undefined && origin !== known) {
    console.log(
      `\nThe console's origin is ${origin}. Deploying once more, so that sign-in leads back to it.`,
    );
    await deployStacks(order, { origin, unasked });
  }
  const api = (await readOutput(clients, order, 'api')) ?? '';
  console.log(`\nConsole  ${origin}\nAPI      ${api} (refuses whoever goes around the edge)\n\nNow:`);
  for (const [at, step] of nextSteps(order, { account, origin, api }).entries())
    console.log(`${at + 1}. ${step}`);
}

await inOperatorWords(async () => {
  const { values } = parseArgs({
    options: {
      ...orderOptions,
      yes: { type: 'boolean', default: false },
    },
  });
  await atPlace(readOrder(values), (place) => deploy(place, values.yes));
});

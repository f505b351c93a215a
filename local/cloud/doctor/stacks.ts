import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Check } from './check.ts';
import { bad, type Finding, good, goodUnless, warns } from './finding.ts';

/** The stacks whose loss is the loss of people's data, in prod. */
export const keeping = ['keys', 'data', 'identity'];

/** That all stacks stand, that those with data cannot be deleted by one command, and that nobody changed them by hand. */
export const stacksCheck: Check = {
  name: 'stacks',
  look: async ({ ours, order }) => {
    const stacks = await ours();
    if (stacks.length === 0) return [good('state', 'none yet')];
    const protection =
      order.stage === 'prod'
        ? protectionOf(stacks)
        : good('termination protection', 'dev may go with its data');
    return [stateOf(stacks), protection, driftOf(stacks)];
  },
};

const named = (stacks: readonly Stack[], is: (stack: Stack) => boolean): string[] =>
  stacks.filter(is).map(({ StackName = '' }) => StackName);

const stateOf = (stacks: readonly Stack[]): Finding =>
  goodUnless(
    bad,
    stacks.flatMap(({ StackName, StackStatus = '' }) =>
      /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(StackStatus) ? [] : [`${StackName} is ${StackStatus}`],
    ),
    'state',
    `${stacks.length} stacks are whole`,
    'Wait where something is in progress; else read the events of the stack and deploy again.',
  );

const protectionOf = (stacks: readonly Stack[]): Finding =>
  goodUnless(
    bad,
    named(
      stacks,
      ({ StackName = '', EnableTerminationProtection }) =>
        EnableTerminationProtection !== true && keeping.some((one) => StackName.endsWith(`-${one}`)),
    ).map((name) => `off for ${name}`),
    'termination protection',
    'on for every stack that keeps data',
    'aws cloudformation update-termination-protection --enable-termination-protection --stack-name <each>',
  );

/** CloudFormation says what its last look found; to look again is a command that asks every service, and no reading. */
function driftOf(stacks: readonly Stack[]): Finding {
  const having = (status: string) =>
    named(stacks, ({ DriftInformation }) => (DriftInformation?.StackDriftStatus ?? 'NOT_CHECKED') === status);
  const [drifted, unknown] = [having('DRIFTED'), having('NOT_CHECKED')];
  if (drifted.length > 0)
    return bad(
      'drift',
      `changed by hand: ${drifted.join(', ')}`,
      'Find in the trail who changed it and why; then deploy again.',
    );
  return unknown.length === 0
    ? good('drift', 'nobody changed a stack by hand')
    : warns(
        'drift',
        `never looked for in ${unknown.length} of ${stacks.length} stacks`,
        `aws cloudformation detect-stack-drift --stack-name <each, such as ${unknown[0]}>; then ask again.`,
      );
}

import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { variants } from '../../local/checks/variants.ts';
import { grantedTo, type Statement } from './actions.ts';
import { resourcesOf, variantOf } from './assembly.ts';

/** Actions for which AWS knows no resource, or whose resource does not exist yet when they are called. */
const withoutResource = [
  // Lambda puts a function into a network with these, on its behalf and before it runs.
  /^ec2:(CreateNetworkInterface|DescribeNetworkInterfaces|DescribeSubnets|DeleteNetworkInterface|(Una|A)ssignPrivateIpAddresses)$/,
  // Settings of the whole account.
  /^bedrock:((Get|Put)AccountDataRetention|(Get|Delete)ModelInvocationLoggingConfiguration)$/,
  // Which streams there are; reading one is bound to its table.
  /^dynamodb:ListStreams$/,
  // Which queues of an account there are; touching one is bound to our names.
  /^sqs:ListQueues$/,
  // Reading lists of machines; what changes one is bound to our tag.
  /^ec2:Describe\w+$/,
];

/** AWS takes no role for the logs of a Region's APIs that may do less than this on every log group. */
const gatewayLogs = 'observability/ApiLogs';

const actionsOf = (statements: readonly Statement[]) =>
  [
    ...new Set(statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action)),
  ].toSorted();

describe('what each role may do', () => {
  it('is a list that a reviewer reads: a new line is a new right', async () => {
    const roles = grantedTo(await resourcesOf(variantOf('cloister', 'prod')));
    const lists = [...roles].map(([role, statements]) => [role, actionsOf(statements)] as const);
    const stacks = Map.groupBy(lists, ([role]) => role.replace(/\/.*/, ''));
    for (const [stack, own] of stacks) {
      const sorted = Object.fromEntries(own.toSorted(([a], [b]) => a.localeCompare(b)));
      await expect(`${JSON.stringify(sorted, null, 2)}\n`).toMatchFileSnapshot(`actions/${stack}.json`);
    }
    const files = await readdir(new URL('actions', import.meta.url));
    expect(files.toSorted()).toEqual([...stacks.keys()].map((stack) => `${stack}.json`).toSorted());
  });

  it.each(variants)('$profile $stage: no wildcard in an action', async (variant) => {
    const roles = grantedTo(await resourcesOf(variant));
    const wild = [...roles].flatMap(([role, statements]) =>
      statements
        .flatMap(({ Effect, Action }) =>
          Effect === 'Allow' ? Action.filter((one) => one.includes('*')) : [],
        )
        .map((one) => `${role} ${one}`),
    );
    expect(wild).toEqual([]);
  });

  it.each(variants)(
    '$profile $stage: every resource for those actions alone that know none',
    async (variant) => {
      const roles = grantedTo(await resourcesOf(variant));
      const wide = [...roles].flatMap(([role, statements]) =>
        statements
          .filter(() => role !== gatewayLogs)
          .filter(({ Effect, Resource }) => Effect === 'Allow' && [Resource].flat().includes('*'))
          .flatMap(({ Action }) => Action.filter((one) => !withoutResource.some((known) => known.test(one))))
          .map((one) => `${role} ${one}`),
      );
      expect(wide).toEqual([]);
    },
  );

  it.each(variants)('$profile $stage: every role is below the boundary', async (variant) => {
    const roles = (await resourcesOf(variant)).filter(({ type }) => type === 'AWS::IAM::Role');
    expect(roles.length).toBeGreaterThan(0);
    expect(
      roles.filter(({ properties }) => !properties['PermissionsBoundary']).map(({ path }) => path),
    ).toEqual([]);
  });
});

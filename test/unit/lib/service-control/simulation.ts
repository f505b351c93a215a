import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Denial } from '../../../../lib/policies/denial.ts';
import { type Act, type Asking, account, principals } from './who.ts';

const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const policy = (name: string, Statement: unknown) => ({ name, policy: { Version: '2012-10-17', Statement } });

/** Whether a statement's pattern names an action. */
export const covers = (pattern: string, action: string): boolean =>
  pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : action === pattern;

/** What AWS says to somebody with an administrator's rights about an act, where these statements are attached. */
export async function answerTo(statements: readonly Denial[], asking: Asking, act: Act) {
  const { action, resource, context } = act;
  const principal = principals[asking];
  // The others have no say, and five times as long to read.
  const ours = statements.filter(({ Action }) => Action.some((pattern) => covers(pattern, action)));
  const simulated = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: account },
        contextVariables: { 'aws:PrincipalArn': principal, ...context },
      },
      identityPolicies: [{ name: 'administrator', policy: all }],
      serviceControlPolicies: [
        {
          orgIdentifier: 'o-1',
          policies: [{ name: 'all', policy: all }, ...(ours.length === 0 ? [] : [policy('ours', ours)])],
        },
      ],
      resourceControlPolicies: [],
      ...(/^(kms:|sts:AssumeRole)/.test(action) ? { resourcePolicy: trusting(principal, action) } : {}),
    },
    {},
  );
  if (simulated.resultType === 'error') throw new Error(`${action}: ${JSON.stringify(simulated.errors)}`);
  return simulated.overallResult;
}

/** A key or role that itself trusts the caller, so that only the service control policies decide. */
const trusting = (AWS: string, Action: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS },
      Action,
      ...(Action === 'sts:AssumeRole' ? {} : { Resource: '*' }),
    },
  ],
});

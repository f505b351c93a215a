import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { functions } from '../../lambdas/functions.ts';
import { stackOf } from '../../lambdas/platform/function.ts';
import { constructId } from '../../lib/stacks/names.ts';
import { adminClient } from '../emulator/account.ts';

/** The physical name of a deployed function, by the name in its spec. */
export async function functionNamed(endpoint: string, name: string): Promise<string> {
  const spec = functions.find((each) => each.name === name);
  if (spec === undefined) throw new Error(`no function ${name}`);
  const client = new CloudFormationClient(adminClient(endpoint));
  const found = await client.send(
    new DescribeStackResourcesCommand({ StackName: `cloister-local-${stackOf(spec)}` }),
  );
  client.destroy();
  const resource = found.StackResources?.find(
    ({ ResourceType, LogicalResourceId }) =>
      ResourceType === 'AWS::Lambda::Function' &&
      LogicalResourceId?.startsWith(`${constructId(name)}Function`),
  );
  if (resource?.PhysicalResourceId === undefined) throw new Error(`the function ${name} is not deployed`);
  return resource.PhysicalResourceId;
}

/** Runs a scheduled function now, as its schedule would. */
export async function runScheduled(endpoint: string, name: string): Promise<void> {
  const client = new LambdaClient(adminClient(endpoint));
  const done = await client.send(
    new InvokeCommand({ FunctionName: await functionNamed(endpoint, name), Payload: '{}' }),
  );
  client.destroy();
  if (done.FunctionError !== undefined) throw new Error(`${name} failed: ${done.FunctionError}`);
}

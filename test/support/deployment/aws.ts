import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { functions } from '../../../lambdas/functions.ts';
import { constructId } from '../../../lib/stacks/names.ts';
import { adminClient, localRegion } from '../../../local/emulator/account.ts';
import type { AwsAccess, AwsClientSettings } from '../target.ts';
import { outputOf, type SharedDeployment } from './shared.ts';

/** The emulator's AWS with the rights of its administrator. */
export class EmulatedAws implements AwsAccess {
  private readonly deployment: SharedDeployment;

  constructor(deployment: SharedDeployment) {
    this.deployment = deployment;
  }

  get outputs(): AwsAccess['outputs'] {
    return this.deployment.outputs;
  }

  client<Client>(make: new (settings: AwsClientSettings) => Client): Client {
    // Buckets have no host names of their own on the emulator; other clients take no notice.
    return new make({ ...adminClient(this.deployment.emulator, localRegion), ...{ forcePathStyle: true } });
  }

  nameOf(store: string): string {
    return outputOf(this.deployment.outputs, 'data', `${constructId(store)}Store`);
  }

  async runScheduled(name: string): Promise<void> {
    const lambda = this.client(LambdaClient);
    const done = await lambda.send(
      new InvokeCommand({ FunctionName: await this.functionNamed(name), Payload: '{}' }),
    );
    if (done.FunctionError !== undefined) throw new Error(`${name} failed: ${done.FunctionError}`);
  }

  /** The physical name of a function, by the name in its spec. */
  async functionNamed(name: string): Promise<string> {
    const spec = functions.find((each) => each.name === name);
    if (spec === undefined) throw new Error(`no function ${name}`);
    const found = await this.client(CloudFormationClient).send(
      new DescribeStackResourcesCommand({ StackName: `cloister-local-${spec.stack}` }),
    );
    const resource = found.StackResources?.find(
      ({ ResourceType, LogicalResourceId }) =>
        ResourceType === 'AWS::Lambda::Function' &&
        LogicalResourceId?.startsWith(`${constructId(name)}Function`),
    );
    if (resource?.PhysicalResourceId === undefined) throw new Error(`the function ${name} is not deployed`);
    return resource.PhysicalResourceId;
  }
}

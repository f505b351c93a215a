import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { adminClient } from '../emulator/account.ts';
import type { AssemblyStack } from './assembly.ts';

export type StackOutputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

export async function readOutputs(stacks: readonly AssemblyStack[], endpoint: string): Promise<StackOutputs> {
  const all = await Promise.all(
    stacks.map(async (stack) => [stack.name, await outputsOf(stack, endpoint)] as const),
  );
  return Object.fromEntries(all);
}

async function outputsOf(stack: AssemblyStack, endpoint: string): Promise<Record<string, string>> {
  const client = new CloudFormationClient(adminClient(endpoint, stack.region));
  const described = await client.send(new DescribeStacksCommand({ StackName: stack.name }));
  client.destroy();
  const outputs = described.Stacks?.[0]?.Outputs ?? [];
  return Object.fromEntries(
    outputs.map(({ OutputKey, OutputValue }) => [OutputKey ?? '', OutputValue ?? '']),
  );
}

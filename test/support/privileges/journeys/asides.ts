import { randomUUID } from 'node:crypto';
import { Lambda } from '@aws-sdk/client-lambda';
import { SFN } from '@aws-sdk/client-sfn';
import type { TableSpec } from '../../../../contracts/spec/store.ts';
import { bareKindOf } from '../../../../contracts/spec/wrappers.ts';
import { executionOf, type Work } from '../../../../lambdas/platform/start-once.ts';
import { documentsOf } from '../../evidence/storage.ts';
import type { Owner, World } from '../world.ts';

/** Lets the next call of a function be the first of a process: what a process has read once, such as names and keys, it keeps. */
export async function inNewProcess(world: World, name: string): Promise<void> {
  const lambda = world.aws.client(Lambda);
  const FunctionName = await world.nameOf(name);
  const { Timeout } = await lambda.getFunctionConfiguration({ FunctionName });
  await lambda.updateFunctionConfiguration({ FunctionName, Timeout });
}

/** Removes an item behind the platform's back. */
export async function remove(world: World, spec: TableSpec, Key: Record<string, unknown>): Promise<void> {
  await documentsOf(world).delete({ TableName: world.aws.nameOf(spec.name), Key });
}

/** Puts an item that has nothing but its keys, its owner and its end (epoch seconds), and gives its key. */
export async function plantRaw(
  world: World,
  spec: TableSpec,
  { userId, customerId }: Owner,
  expiresAt: number,
): Promise<Record<string, unknown>> {
  const attributeOf = (name: string): unknown => {
    if (name === 'userId') return userId;
    if (name === 'customerId') return customerId;
    const schema = spec.item.shape[name];
    return schema && bareKindOf(schema) === 'number' ? 0 : `planted-${randomUUID()}`;
  };
  const key = Object.fromEntries(
    [spec.keys.partition, spec.keys.sort].flatMap((name) =>
      name === undefined ? [] : [[name, attributeOf(name)]],
    ),
  );
  const indexed = Object.values(spec.indexes).flatMap(({ partition, sort }) => [partition, sort]);
  const others = Object.fromEntries(
    indexed.flatMap((name) => (name === undefined || name in key ? [] : [[name, attributeOf(name)]])),
  );
  const ends = spec.ttl === undefined ? {} : { [spec.ttl]: expiresAt };
  const TableName = world.aws.nameOf(spec.name);
  await documentsOf(world).put({ TableName, Item: { ...key, ...others, ...ends } });
  return key;
}

/** Whether an execution of a workflow was started; it throws where none was. */
export async function expectExecution(
  world: World,
  workflow: string,
  work: Work,
  round?: string,
): Promise<void> {
  const workflows = world.aws.client(SFN);
  const { stateMachines = [] } = await workflows.listStateMachines({});
  const arn = stateMachines.find((machine) => machine.name?.includes(workflow))?.stateMachineArn ?? '';
  const executionArn = `${arn.replace(':stateMachine:', ':execution:')}:${executionOf(work, round)}`;
  await workflows.describeExecution({ executionArn });
}

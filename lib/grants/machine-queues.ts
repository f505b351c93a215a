import { queuePattern, queuesOfStage } from '../../contracts/machines/names.ts';
import { allow, type Permit } from './permit.ts';

/** A queue is sealed by the key of the stores, whose policy admits who may use the queue. */
export const machineQueues: Permit<'machine-queues'> = ({ actions }, { stack, platform }) => {
  const { stage } = platform.deployment;
  const arns = `arn:${stack.partition}:sqs:${stack.region}:${stack.account}:`;
  const listing = actions.filter((action) => action === 'ListQueues');
  const onQueues = actions.filter((action) => action !== 'ListQueues');
  return {
    // A list of queues takes no resource.
    statements: [
      ...allow('sqs', onQueues, [`${arns}${queuePattern(stage)}`]),
      ...allow('sqs', listing, ['*']),
    ],
    environment: {
      MACHINE_QUEUES: queuesOfStage(stage),
      MACHINE_QUEUE_ARNS: `${arns}${queuesOfStage(stage)}`,
      MACHINE_QUEUE_KEY: platform.keys.platform.keyArn,
    },
  };
};

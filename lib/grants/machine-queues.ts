import { allow, type Permit } from './permit.ts';

/** Names of machines' queues begin so. */
const MACHINE_QUEUES = 'cloister-machine-';

/** A queue is sealed by the key of the stores, whose policy admits who may use the queue. */
export const machineQueues: Permit<'machine-queues'> = ({ actions }, { stack, platform }) => {
  const arns = `arn:${stack.partition}:sqs:${stack.region}:${stack.account}:${MACHINE_QUEUES}`;
  const listing = actions.filter((action) => action === 'ListQueues');
  const onQueues = actions.filter((action) => action !== 'ListQueues');
  return {
    // A list of queues takes no resource.
    statements: [...allow('sqs', onQueues, [`${arns}*`]), ...allow('sqs', listing, ['*'])],
    environment: {
      MACHINE_QUEUES,
      MACHINE_QUEUE_ARNS: arns,
      MACHINE_QUEUE_KEY: platform.keys.platform.keyArn,
    },
  };
};

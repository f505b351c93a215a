type QueueAction =
  | 'SendMessage'
  | 'CreateQueue'
  | 'TagQueue'
  | 'GetQueueUrl'
  | 'ListQueues'
  | 'SetQueueAttributes'
  | 'DeleteQueue';

/** Actions on the queues of machines, one a machine. */
export const machineQueues = (...actions: QueueAction[]) => ({ to: 'machine-queues', actions }) as const;

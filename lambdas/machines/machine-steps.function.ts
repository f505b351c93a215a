import { machines } from '../../contracts/machines/stores.ts';
import { charging } from '../billing/grants.ts';
import { auditing } from '../platform/audit/grants.ts';
import { defineFunction, instances, machineLaunch, machineQueues, table } from '../platform/function.ts';

/** The steps of the four workflows that launch, start, stop and end a machine. */
export const machineStepsFunction = defineFunction({
  name: 'machine-steps',
  module: 'machines',
  capability: 'machines',
  class: 'control',
  grants: [
    table(machines, 'GetItem', 'UpdateItem', 'DeleteItem'),
    ...charging,
    ...auditing,
    machineLaunch(),
    instances(
      'DescribeInstances',
      'StartInstances',
      'StopInstances',
      'TerminateInstances',
      'ModifyInstanceAttribute',
    ),
    // A queue is tagged as it is made: AWS asks for both rights.
    machineQueues('CreateQueue', 'TagQueue', 'GetQueueUrl', 'SetQueueAttributes', 'DeleteQueue'),
  ],
  timeout: 60,
});

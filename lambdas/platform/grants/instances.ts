type InstanceAction =
  | 'DescribeInstances'
  | 'StartInstances'
  | 'StopInstances'
  | 'TerminateInstances'
  | 'ModifyInstanceAttribute';

/** Actions on the EC2 instances of machines. */
export const instances = (...actions: InstanceAction[]) => ({ to: 'instances', actions }) as const;

import { allow, type Permit } from './permit.ts';

/** Tag that every instance of ours carries; control functions may touch no other. */
export const MACHINE_TAG = 'cloister:machine';

/** To launch from the one template, into the machines' own network, with their own role, tagged. */
export const machineLaunch: Permit<'machine-launch'> = (_grant, { stack, platform }) => {
  const { partition, region, account } = stack;
  const machines = platform.machines();
  const ec2 = (resource: string) => `arn:${partition}:ec2:${region}:${account}:${resource}`;
  const parts = [
    ec2(`launch-template/${machines.template}`),
    ec2(`security-group/${machines.securityGroup}`),
    ...machines.subnets.map((subnet) => ec2(`subnet/${subnet}`)),
    ec2('network-interface/*'),
    ec2('volume/*'),
    `arn:${partition}:ec2:${region}::image/*`,
  ];
  const image = `arn:${partition}:ssm:${region}::parameter${machines.imageParameter}`;
  return {
    statements: [
      ...allow('ec2', ['RunInstances'], parts),
      ...allow('ec2', ['RunInstances'], [ec2('instance/*')], {
        StringLike: { [`aws:RequestTag/${MACHINE_TAG}`]: '*' },
      }),
      ...allow('ec2', ['CreateTags'], [ec2('instance/*'), ec2('volume/*')], {
        StringEquals: { 'ec2:CreateAction': 'RunInstances' },
      }),
      ...allow('iam', ['PassRole'], [machines.roleArn], {
        StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' },
      }),
      // The template names the newest image by this parameter.
      ...allow('ssm', ['GetParameters'], [image]),
    ],
    environment: {
      MACHINE_TEMPLATE: machines.template,
      MACHINE_SUBNETS: machines.subnets.join(','),
      MACHINE_SECURITY_GROUP: machines.securityGroup,
      MACHINE_PROFILE: machines.profileArn,
      MACHINE_ROLE: machines.roleArn,
      MACHINE_ROLE_ID: machines.roleId,
      MACHINE_API: machines.api,
    },
  };
};

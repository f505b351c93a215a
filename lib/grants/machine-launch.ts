import { MACHINE_TAG, STAGE_TAG } from '../../contracts/machines/names.ts';
import { machine } from '../../policy/machines.ts';
import type { MachineLaunch } from '../stacks/platform.ts';
import { allow, type Permit, type Reach } from './permit.ts';

/** To launch from the one template, into the machines' own network, with their own role, tagged. */
export const machineLaunch: Permit<'machine-launch'> = (_grant, reach) => {
  const { stack, platform } = reach;
  const { partition, region, account } = stack;
  const machines = platform.machines();
  const image = `arn:${partition}:ssm:${region}::parameter${machines.imageParameter}`;
  const made = ['instance/*', 'volume/*'].map((one) => `arn:${partition}:ec2:${region}:${account}:${one}`);
  return {
    statements: [
      ...launching(reach, machines),
      ...allow('ec2', ['CreateTags'], made, { StringEquals: { 'ec2:CreateAction': 'RunInstances' } }),
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

/** EC2 asks for each part of a launch by itself: whoever holds the role launches what the template says, and nothing else. */
function launching({ stack, platform }: Reach, machines: MachineLaunch) {
  const { partition, region, account } = stack;
  const ec2 = (resource: string) => `arn:${partition}:ec2:${region}:${account}:${resource}`;
  const template = ec2(`launch-template/${machines.template}`);
  const run = (resources: string[], more: Conditions = {}) =>
    allow('ec2', ['RunInstances'], resources, {
      ...more,
      ArnEquals: { 'ec2:LaunchTemplate': template, ...more['ArnEquals'] },
    });
  return [
    ...allow('ec2', ['RunInstances'], [template]),
    ...run([
      ec2(`security-group/${machines.securityGroup}`),
      ...machines.subnets.map((subnet) => ec2(`subnet/${subnet}`)),
    ]),
    // The template's own image, not one that the call names.
    ...run([`arn:${partition}:ec2:${region}::image/*`], {
      Bool: { 'ec2:IsLaunchTemplateResource': 'true' },
      StringEquals: { 'ec2:Owner': 'amazon' },
    }),
    // EC2 may say nothing of an address that nobody asks for; the subnets give none.
    ...run([ec2('network-interface/*')], { BoolIfExists: { 'ec2:AssociatePublicIpAddress': 'false' } }),
    ...run([ec2('volume/*')], { Bool: { 'ec2:Encrypted': 'true' } }),
    ...run([ec2('instance/*')], {
      ArnEquals: { 'ec2:InstanceProfile': machines.profileArn },
      StringEquals: {
        'ec2:MetadataHttpTokens': 'required',
        'ec2:InstanceType': machine.siblings,
        [`aws:RequestTag/${STAGE_TAG}`]: platform.deployment.stage,
      },
      StringLike: { [`aws:RequestTag/${MACHINE_TAG}`]: '*' },
    }),
  ];
}

/** By operator, then by key. */
type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

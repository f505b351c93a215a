import { MACHINE_TAG } from './machine-launch.ts';
import { allow, type Permit } from './permit.ts';

/** Describe calls take no resource; the rest only what carries our tag. */
export const instances: Permit<'instances'> = ({ actions }, { stack: { partition, region, account } }) => {
  const describing = actions.filter((action) => action.startsWith('Describe'));
  const acting = actions.filter((action) => !action.startsWith('Describe'));
  const every = [`arn:${partition}:ec2:${region}:${account}:instance/*`];
  const ours = { StringLike: { [`aws:ResourceTag/${MACHINE_TAG}`]: '*' } };
  return {
    statements: [...allow('ec2', describing, ['*']), ...allow('ec2', acting, every, ours)],
    environment: {},
  };
};

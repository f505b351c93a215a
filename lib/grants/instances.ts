import { MACHINE_TAG } from './machine-launch.ts';
import { allow, type Permit, type Permitted, type Reach } from './permit.ts';

/** Describe calls take no resource; the rest only what carries our tag. */
export const onTagged =
  (kind: 'instance' | 'volume') =>
  ({ actions }: { readonly actions: readonly string[] }, { stack }: Reach): Permitted => {
    const { partition, region, account } = stack;
    const describing = actions.filter((action) => action.startsWith('Describe'));
    const acting = actions.filter((action) => !action.startsWith('Describe'));
    const every = [`arn:${partition}:ec2:${region}:${account}:${kind}/*`];
    const ours = { StringLike: { [`aws:ResourceTag/${MACHINE_TAG}`]: '*' } };
    return {
      statements: [...allow('ec2', describing, ['*']), ...allow('ec2', acting, every, ours)],
      environment: {},
    };
  };

export const instances: Permit<'instances'> = onTagged('instance');

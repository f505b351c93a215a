import { STAGE_TAG } from '../../contracts/machines/names.ts';
import { allow, type Permit, type Permitted, type Reach } from './permit.ts';

/** Describe calls take no resource; the rest only what carries the tag of our stage. Of a machine only its type changes. */
export const onTagged =
  (kind: 'instance' | 'volume') =>
  (
    { actions }: { readonly actions: readonly string[] },
    { stack, platform: { deployment } }: Reach,
  ): Permitted => {
    const { partition, region, account } = stack;
    const chosen = (fits: (action: string) => boolean) => actions.filter(fits);
    const isDescribing = (action: string) => action.startsWith('Describe');
    const isChanging = (action: string) => action === 'ModifyInstanceAttribute';
    const acting = chosen((action) => !isDescribing(action) && !isChanging(action));
    const every = [`arn:${partition}:ec2:${region}:${account}:${kind}/*`];
    const ours = { [`aws:ResourceTag/${STAGE_TAG}`]: deployment.stage };
    return {
      statements: [
        ...allow('ec2', chosen(isDescribing), ['*']),
        ...allow('ec2', acting, every, { StringEquals: ours }),
        // By any writing: EC2's documents spell attributes in two ways.
        ...allow('ec2', chosen(isChanging), every, {
          StringEquals: ours,
          StringEqualsIgnoreCase: { 'ec2:Attribute': 'InstanceType' },
        }),
      ],
      environment: { MACHINE_STAGE: deployment.stage },
    };
  };

export const instances: Permit<'instances'> = onTagged('instance');

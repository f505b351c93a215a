import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { functionsOf } from '../../lambdas/functions.ts';
import { stackOf } from '../../lambdas/platform/function.ts';
import type { Deployment } from '../config/deployment.ts';
import { constructId } from '../stacks/names.ts';

/**
 * The roles of the functions that do one of these things with objects of a bucket, as patterns of the ARNs that
 * CloudFormation gives them: what protects a bucket is made before them. At most 64 characters, so nothing is cut off.
 */
export function rolesWith(
  scope: Construct,
  { stage, capabilities }: Deployment,
  bucket: string,
  ...wanted: readonly string[]
): string[] {
  const { partition, account } = Stack.of(scope);
  return functionsOf(capabilities)
    .filter(({ grants }) =>
      grants.some(
        (grant) =>
          grant.to === 'bucket' &&
          grant.bucket.name === bucket &&
          grant.actions.some((action) => wanted.includes(action)),
      ),
    )
    .map(
      (spec) =>
        `arn:${partition}:iam::${account}:role/cloister-${stage}-${stackOf(spec)}-${constructId(spec.name)}Role*`,
    );
}

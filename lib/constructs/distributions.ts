import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The CloudFront distributions of the account, as a pattern of ARNs. */
export function distributionsOf(scope: Construct): string {
  const { partition, account } = Stack.of(scope);
  return `arn:${partition}:cloudfront::${account}:distribution/*`;
}

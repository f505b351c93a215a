import { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { type OtherStoreSpec, retentionOf } from '../../contracts/spec/store.ts';
import { periodSeconds } from '../../policy/retention.ts';
import { classify } from './personal-data-table.ts';

const DAY_SECONDS = 86_400;

/** A log group of one category: encrypted, kept for the policy's period; content never reaches one. */
export function logGroup(scope: Construct, id: string, spec: OtherStoreSpec, key: kms.IKey): logs.LogGroup {
  const group = new logs.LogGroup(scope, id, {
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the enum is a list of days; a period that CloudWatch lacks fails the deployment
    retention: Math.floor((periodSeconds(retentionOf(spec)) ?? 0) / DAY_SECONDS),
    encryptionKey: key,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  classify(group, spec);
  return group;
}

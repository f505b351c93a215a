import { Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type BucketSpec, retentionOf } from '../../contracts/spec/store.ts';
import { periodSeconds } from '../../policy/retention.ts';
import { distributionsOf } from './distributions.ts';
import { classify } from './personal-data-table.ts';

const DAY_SECONDS = 86_400;

export interface PersonalDataBucketProps {
  readonly spec: BucketSpec;
  readonly key: kms.IKey;
  readonly keepsData: boolean;
  /** The roles that may read what is content; everybody else is refused, whatever they are granted. */
  readonly readers: string[];
}

/** One bucket of one category: private, encrypted, TLS only, emptied by the policy's period. */
export class PersonalDataBucket extends Construct {
  readonly spec: BucketSpec;
  readonly resource: s3.Bucket;

  constructor(scope: Construct, id: string, { spec, key, keepsData, readers }: PersonalDataBucketProps) {
    super(scope, id);
    this.spec = spec;
    const days = Math.ceil((periodSeconds(retentionOf(spec)) ?? 0) / DAY_SECONDS);
    const lockDays = Math.floor(
      (spec.lock === undefined ? 0 : (periodSeconds(spec.lock) ?? 0)) / DAY_SECONDS,
    );
    this.resource = new s3.Bucket(this, 'Bucket', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      // Only what is locked is versioned: a version of anything else would outlive its erasure.
      versioned: lockDays > 0,
      ...(lockDays > 0
        ? { objectLockDefaultRetention: s3.ObjectLockRetention.compliance(Duration.days(lockDays)) }
        : {}),
      lifecycleRules: [
        {
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          ...(days > 0 ? { expiration: Duration.days(days + (lockDays > 0 ? 1 : 0)) } : {}),
          ...(lockDays > 0 ? { noncurrentVersionExpiration: Duration.days(1) } : {}),
        },
      ],
      // A first deployment that fails takes its empty buckets back. Tables and the user pool cannot: they are protected.
      removalPolicy:
        keepsData || lockDays > 0 ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    });
    if (spec.published) this.letCloudFrontRead();
    if (spec.key === 'content') this.closeTo(readers);
    classify(this, spec);
  }

  get arn(): string {
    return this.resource.bucketArn;
  }

  /** From the ARN, as a table's: `arn:aws:s3:::name`. */
  get name(): string {
    return Fn.select(5, Fn.split(':', this.arn));
  }

  private closeTo(readers: string[]): void {
    this.resource.addToResourcePolicy(
      new iam.PolicyStatement({
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ['s3:GetObject', 's3:GetObjectVersion'],
        resources: [this.resource.arnForObjects('*')],
        conditions: { ArnNotLike: { 'aws:PrincipalArn': readers } },
      }),
    );
  }

  /** Any distribution of this account: the one that serves it is made later, from a stack that needs this one. */
  private letCloudFrontRead(): void {
    this.resource.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('cloudfront.amazonaws.com')],
        actions: ['s3:GetObject'],
        resources: [this.resource.arnForObjects('*')],
        conditions: { ArnLike: { 'aws:SourceArn': distributionsOf(this) } },
      }),
    );
  }
}

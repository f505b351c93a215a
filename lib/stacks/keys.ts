import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { KmsKeyId } from '../../contracts/platform/kms-keys.ts';
import { transfer } from '../../contracts/privacy/stores.ts';
import type { Deployment } from '../config/deployment.ts';
import { distributionsOf } from '../constructs/distributions.ts';
import { rolesWith } from '../constructs/role-names.ts';

/** The KMS keys, one a purpose, and the ceiling of every role. Deleting a key makes what it wrapped unreadable, so it waits 30 days. */
export class KeysStack extends Stack {
  readonly keys: Readonly<Record<KmsKeyId, kms.Key>>;
  readonly boundary: iam.ManagedPolicy;

  constructor(scope: Construct, id: string, props: StackProps & { readonly deployment: Deployment }) {
    super(scope, id, props);
    const { keepsData } = props.deployment;
    const key = (name: string, description: string, more: kms.KeyProps = {}) =>
      new kms.Key(this, name, {
        description,
        enableKeyRotation: more.keySpec === undefined,
        pendingWindow: Duration.days(keepsData ? 30 : 7),
        // A first deployment that fails takes its keys back, which would cost money and open nothing.
        removalPolicy: keepsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
        ...more,
      });
    this.keys = {
      content: key('Content', "Wraps the accounts' content keys"),
      credentials: key('Credentials', "Wraps the accounts' credential keys"),
      recovery: key('Recovery', 'Wraps content keys of closing accounts'),
      platform: key('Platform', 'Encrypts tables, buckets, queues, volumes and logs at rest'),
      receipts: key('Receipts', 'Signs erasure receipts', {
        keySpec: kms.KeySpec.ECC_NIST_P256,
        keyUsage: kms.KeyUsage.SIGN_VERIFY,
      }),
      addresses: key('Addresses', 'Hashes addresses', {
        keySpec: kms.KeySpec.HMAC_256,
        keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC,
      }),
    };
    this.letStoresEncrypt(this.keys.platform, ['dynamodb', 's3', 'sqs', 'ec2']);
    this.letStoresHoldGrants(this.keys.platform, ['dynamodb', 'ec2']);
    this.letCloudFrontDecrypt(this.keys.platform);
    this.letLogsEncrypt(this.keys.platform);
    this.letAlarmsAndTrailEncrypt(this.keys.platform);
    this.letStoresEncrypt(this.keys.content, ['s3'], {
      ArnLike: {
        'aws:PrincipalArn': rolesWith(this, props.deployment, transfer.name, 'GetObject', 'PutObject'),
      },
    });
    this.boundary = new iam.ManagedPolicy(this, 'Boundary', {
      description: 'Ceiling of every role of this deployment',
      statements: boundaryStatements(props.deployment),
    });
  }

  /** The console's files are encrypted as everything is; which bucket CloudFront may read says the bucket's own policy. */
  private letCloudFrontDecrypt(key: kms.Key): void {
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'CloudFront',
        principals: [new iam.ServicePrincipal('cloudfront.amazonaws.com')],
        actions: ['kms:Decrypt'],
        resources: ['*'],
        conditions: { ArnLike: { 'aws:SourceArn': distributionsOf(this) } },
      }),
    );
  }

  private letAlarmsAndTrailEncrypt(key: kms.Key): void {
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'AlarmsAndTrail',
        principals: [
          new iam.ServicePrincipal('cloudwatch.amazonaws.com'),
          new iam.ServicePrincipal('cloudtrail.amazonaws.com'),
        ],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
  }

  /** Stores encrypt for whoever may use them; outside of them the key serves only who is granted it. */
  private letStoresEncrypt(key: kms.Key, services: readonly string[], only: object = {}): void {
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'ThroughStores',
        principals: [new iam.AnyPrincipal()],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: { StringEquals: this.through(services), ...only },
      }),
    );
  }

  /** A table and a disk keep using their key by a grant, which AWS makes for itself. */
  private letStoresHoldGrants(key: kms.Key, services: readonly string[]): void {
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'GrantsOfStores',
        principals: [new iam.AnyPrincipal()],
        actions: ['kms:CreateGrant'],
        resources: ['*'],
        conditions: {
          StringEquals: this.through(services),
          Bool: { 'kms:GrantIsForAWSResource': 'true' },
        },
      }),
    );
  }

  private through(services: readonly string[]) {
    return {
      'kms:CallerAccount': this.account,
      'kms:ViaService': services.map((service) => `${service}.${this.region}.amazonaws.com`),
    };
  }

  private letLogsEncrypt(key: kms.Key): void {
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'Logs',
        principals: [new iam.ServicePrincipal(`logs.${this.region}.amazonaws.com`)],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': `arn:${this.partition}:logs:${this.region}:${this.account}:*`,
          },
        },
      }),
    );
  }
}

/** What no role of ours may ever do, whatever else it is granted: train, keep prompts, look into machines, leave the Regions. */
export function boundaryStatements(
  deployment: Pick<Deployment, 'region' | 'regionGroup'>,
): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ sid: 'Ceiling', actions: ['*'], resources: ['*'] }),
    new iam.PolicyStatement({
      sid: 'NoTraining',
      effect: iam.Effect.DENY,
      actions: [
        'bedrock:CreateModelCustomizationJob',
        'bedrock:CreateModelCopyJob',
        'bedrock:CreateModelImportJob',
        'bedrock:CreateEvaluationJob',
        'bedrock:CreateModelInvocationJob',
        'bedrock:PutModelInvocationLoggingConfiguration',
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'NoLookIntoMachines',
      effect: iam.Effect.DENY,
      actions: [
        'ssm:StartSession',
        'ssm:SendCommand',
        'ec2:GetConsoleOutput',
        'ec2:GetConsoleScreenshot',
        'ec2:CreateSnapshot',
        'ec2:CreateSnapshots',
        'ec2:CreateImage',
        'ebs:GetSnapshotBlock',
        'ebs:ListSnapshotBlocks',
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'NoOtherRegion',
      effect: iam.Effect.DENY,
      // Bedrock sends a call on to the Regions of the inference profile; IAM and CloudFront have no Region.
      notActions: ['bedrock:*', 'iam:*', 'sts:*', 'cloudfront:*', 'wafv2:*'],
      resources: ['*'],
      conditions: { StringNotEquals: { 'aws:RequestedRegion': [deployment.region] } },
    }),
  ];
}

import { Aspects, type IAspect, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { EventField } from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct, IConstruct } from 'constructs';
import { trail, trailObjects } from '../../contracts/platform/stores.ts';
import { transfer } from '../../contracts/privacy/stores.ts';
import type { Deployment } from '../config/deployment.ts';
import { alarmOfFailures } from '../constructs/failed-work.ts';
import { classify } from '../constructs/personal-data-table.ts';
import { type Teller, tell } from '../constructs/teller.ts';
import { type Platform, resourceOf } from './platform.ts';

export interface ObservabilityStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly key: kms.Key;
  readonly buckets: Platform['buckets'];
}

/** Where alarms go, and the trail of what the platform did in the account. */
export class ObservabilityStack extends Stack {
  readonly teller: Teller;

  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    super(scope, id, props);
    const { deployment, key } = props;
    const topic = new sns.Topic(this, 'Alarms', { masterKey: key, enforceSSL: true });
    this.teller = { topic, role: this.tellingRole(topic, key) };
    topic.addSubscription(new subscriptions.EmailSubscription(deployment.settings.alarmAddress));
    topic.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    alarmOfFailures(this, deployment.stage);
    const { recordsAccount = true } = deployment.settings;
    const made = new cloudtrail.Trail(this, 'Trail', {
      bucket: resourceOf(props.buckets, trailObjects).resource,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableFileValidation: true,
      managementEvents: recordsAccount ? cloudtrail.ReadWriteType.ALL : cloudtrail.ReadWriteType.NONE,
    });
    // Of data, reads of archives alone: whoever reads one is known. Others would name keys of items, and so people.
    made.addS3EventSelector([{ bucket: resourceOf(props.buckets, transfer).resource }], {
      readWriteType: cloudtrail.ReadWriteType.READ_ONLY,
      includeManagementEvents: false,
    });
    classify(made, trail);
    this.letApisLog();
    this.tellOfChanges();
  }

  /** Publishes what rules find; the topic's key demands a role. */
  private tellingRole(topic: sns.Topic, key: kms.IKey): iam.IRole {
    const role = new iam.Role(this, 'Telling', {
      assumedBy: new iam.ServicePrincipal('events.amazonaws.com'),
    });
    const allow = (actions: string[], arn: string) =>
      role.addToPolicy(new iam.PolicyStatement({ actions, resources: [arn] }));
    allow(['sns:Publish'], topic.topicArn);
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], key.keyArn);
    // Each rule would grant it the like once more.
    return role.withoutPolicyUpdates();
  }

  /** Somebody, and no deployment, changed a key, the policy of a store or of an endpoint, or the trail. */
  private tellOfChanges(): void {
    tell(this, 'Changed', this.teller, {
      pattern: {
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventName: guardedCalls,
          sourceIPAddress: [{ 'anything-but': ['cloudformation.amazonaws.com'] }],
        },
      },
      text: `${EventField.fromPath('$.detail.userIdentity.arn')} called ${EventField.fromPath('$.detail.eventName')}. Runbook: docs/runbooks/changes.md`,
    });
  }

  /**
   * API Gateway refuses a stage with an access log in an account that names no role for it: one setting for each Region,
   * and the role goes with this stack. AWS looks whether it may do all of this on every log group.
   */
  private letApisLog(): void {
    const writing = new iam.PolicyStatement({
      actions: [
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DescribeLogGroups',
        'logs:DescribeLogStreams',
        'logs:FilterLogEvents',
        'logs:GetLogEvents',
        'logs:PutLogEvents',
      ],
      resources: ['*'],
    });
    const role = new iam.Role(this, 'ApiLogs', {
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      // Within the role: a policy beside it may come too late for AWS' look.
      inlinePolicies: { Write: new iam.PolicyDocument({ statements: [writing] }) },
    });
    new CfnAccount(this, 'Apis', { cloudWatchRoleArn: role.roleArn });
  }
}

/** Calls that weaken what protects data, by CloudTrail's names. */
const guardedCalls = [
  ...['PutKeyPolicy', 'ScheduleKeyDeletion', 'DisableKey', 'DisableKeyRotation', 'DeleteAlias'],
  ...['PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock'],
  ...['PutResourcePolicy', 'DeleteResourcePolicy', 'ModifyVpcEndpoint', 'UpdateFirewallRuleGroupAssociation'],
  ...['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors'],
];

/** Every alarm goes to the operator: one that reaches nobody is none. */
export class AlarmsReachOperator implements IAspect {
  private readonly topic: sns.ITopic;

  constructor(topic: sns.ITopic) {
    this.topic = topic;
  }

  visit(node: IConstruct): void {
    if (!(node instanceof CfnAlarm)) return;
    // An alarm without actions holds a list that is empty only once it is resolved.
    const actions: readonly unknown[] | undefined = Stack.of(node).resolve(node.alarmActions);
    if ((actions ?? []).length === 0) node.alarmActions = [this.topic.topicArn];
  }
}

export const tellOperator = (scope: Construct, topic: sns.ITopic): void =>
  Aspects.of(scope).add(new AlarmsReachOperator(topic));

import { type EventPattern, type IRule, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** Where the operator is told, and the role by which events are. */
export interface Teller {
  readonly topic: sns.ITopic;
  readonly role: iam.IRole;
}

/** Tells the operator of events of AWS, in our words: an event itself may hold ids of people. Free, unlike an alarm. */
export const tell = (
  scope: Construct,
  id: string,
  { topic, role }: Teller,
  { pattern, text }: { readonly pattern: EventPattern; readonly text: string },
): IRule =>
  new Rule(scope, id, {
    eventPattern: pattern,
    targets: [new SnsTopic(topic, { role, message: RuleTargetInput.fromText(text) })],
  });

import { paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { paginateListSubscriptionsByTopic, type Subscription } from '@aws-sdk/client-sns';
import type { Check } from './check.ts';
import { bad, good } from './finding.ts';
import { isDeployed, type Place } from './place.ts';

/** An alarm reaches nobody before the link in the first mail was followed, and its token holds for two days. */
export const alarmsCheck: Check = {
  name: 'alarms',
  look: async (place) => {
    const { alarmAddress } = place.order.settings;
    if (!(await isDeployed(place))) return [good(alarmAddress, 'not asked for yet')];
    const topic = await topicOf(place);
    if (topic === undefined) return [bad(alarmAddress, 'there is no topic for alarms', 'Deploy again.')];
    const own = (await subscriptionsOf(place, topic)).filter(({ Endpoint }) => Endpoint === alarmAddress);
    return [
      own.some(({ SubscriptionArn = '' }) => SubscriptionArn.startsWith('arn:'))
        ? good(alarmAddress, 'confirmed')
        : bad(
            alarmAddress,
            own.length > 0 ? 'not confirmed' : 'not subscribed',
            `Follow the link in AWS' mail; another one comes by: aws sns subscribe --region ${place.home} --topic-arn ${topic} --protocol email --notification-endpoint ${alarmAddress}`,
          ),
    ];
  },
};

async function topicOf({ clients, home, order }: Place): Promise<string | undefined> {
  const StackName = `cloister-${order.stage}-observability`;
  const pages = paginateListStackResources({ client: clients.cloudFormation(home) }, { StackName });
  for await (const { StackResourceSummaries = [] } of pages) {
    const topic = StackResourceSummaries.find(({ ResourceType }) => ResourceType === 'AWS::SNS::Topic');
    if (topic !== undefined) return topic.PhysicalResourceId;
  }
  return undefined;
}

async function subscriptionsOf({ clients, home }: Place, TopicArn: string): Promise<readonly Subscription[]> {
  const all: Subscription[] = [];
  const pages = paginateListSubscriptionsByTopic({ client: clients.sns(home) }, { TopicArn });
  for await (const { Subscriptions = [] } of pages) all.push(...Subscriptions);
  return all;
}

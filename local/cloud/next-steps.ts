import { modelsOffered } from '../../policy/models.ts';
import type { Order } from './operator-settings.ts';

export interface Reached {
  readonly account: string;
  readonly origin: string;
  /** The API's own address, which must refuse whoever goes around the edge. */
  readonly api: string;
}

/** What only the operator can do, in the order in which it is needed; one line each. */
export function nextSteps({ stage, settings }: Order, { account, origin, api }: Reached): string[] {
  const { region, mailSender, alarmAddress } = settings;
  const sold = modelsOffered(stage, settings.confirmedModels)
    .filter(({ maker }) => maker !== 'Amazon')
    .map(({ maker, label }) => `${maker} ${label}`);
  return [
    `Models: in Bedrock's console of account ${account}, ${region}, send one message each in the playground to ${sold.join(', ')}: that subscribes the account, which no role of the platform may do.`,
    mailSender === undefined
      ? 'Mail: Cognito sends its own, 50 a day. Name a verified "mailSender" before people come.'
      : `Mail: ${mailSender} is verified; ask SES in ${region} for production access, or only verified addresses get a code.`,
    `Alarms: ${alarmAddress} got a mail from AWS; nothing reaches it before the link in there is followed.`,
    ...(stage === 'prod'
      ? [
          'Protected: the stacks keys, data and identity cannot be deleted before `aws cloudformation update-termination-protection --no-enable-termination-protection` is called for each.',
          'Administrators: attach the policies docs/guides/service-control-policy-*.json to this account, from the organisation that it is in (docs/guides/operator.md).',
        ]
      : []),
    `Look at it: npm run smoke -- --url ${origin} --api ${api}`,
  ];
}

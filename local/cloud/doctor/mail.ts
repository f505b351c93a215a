import { GetAccountCommand, GetEmailIdentityCommand } from '@aws-sdk/client-sesv2';
import { domainOf } from '../../../lib/config/settings.ts';
import type { Check } from './check.ts';
import { bad, badInProd, type Finding, good, goodUnless, lookAtEach, unlessFault, warns } from './finding.ts';
import { recordsOf } from './names.ts';
import type { Place } from './place.ts';

const looks = { sending, domain: identity, SPF: spf, DMARC: dmarc };

const about = (...parts: readonly (keyof typeof looks)[]): Check => ({
  name: 'mail',
  look: async (place) => {
    const { mailSender } = place.order.settings;
    if (mailSender === undefined) return [withoutSender(place)];
    const domain = domainOf(mailSender);
    return lookAtEach(parts, String, (of) => looks[of](place, domain));
  },
});

export const mailCheck = about('sending', 'domain', 'SPF', 'DMARC');
/** Cognito refuses a sender whose domain SES has not verified, in the middle of a deployment; a verified address is not enough. */
export const senderCheck = about('domain');

function withoutSender({ order }: Place): Finding {
  const saw = 'Cognito sends its own mail, 50 a day';
  const todo = 'Verify a domain in SES and name an address of it as "mailSender" before people come.';
  return order.stage === 'prod' ? warns('sender', saw, todo) : good('sender', saw);
}

/** The least that SES gives with production access; the sandbox has 200. */
const ENOUGH_A_DAY = 1_000;

async function sending({ clients, home, order }: Place): Promise<Finding> {
  const of = 'sending';
  const found = await clients.ses(home).send(new GetAccountCommand({}));
  const { EnforcementStatus = 'unknown', SendingEnabled, ProductionAccessEnabled, SendQuota } = found;
  if (SendingEnabled !== true || EnforcementStatus !== 'HEALTHY')
    return bad(
      of,
      `SES is ${EnforcementStatus}, sending is ${SendingEnabled ? 'on' : 'off'}`,
      `Open the account dashboard of SES in ${home}: it says why, and whom to ask.`,
    );
  if (ProductionAccessEnabled !== true)
    return badInProd(order.stage)(
      of,
      'SES is a sandbox here: only verified addresses get a code',
      `Ask for production access: aws sesv2 put-account-details --region ${home} --production-access-enabled --mail-type TRANSACTIONAL --website-url <yours>`,
    );
  const { Max24HourSend = 0, MaxSendRate = 0 } = SendQuota ?? {};
  const saw = `${Max24HourSend} a day, ${MaxSendRate} a second`;
  // SES says -1 for no end.
  return Max24HourSend >= 0 && Max24HourSend < ENOUGH_A_DAY
    ? warns(of, saw, `Ask for more in Service Quotas, ${home}, Amazon SES.`)
    : good(of, saw);
}

async function identity({ clients, home }: Place, domain: string): Promise<Finding> {
  const found = await unlessFault(
    clients.ses(home).send(new GetEmailIdentityCommand({ EmailIdentity: domain })),
    'NotFoundException',
  );
  if (found === undefined)
    return bad(
      'domain',
      `SES in ${home} does not know ${domain}`,
      `aws sesv2 create-email-identity --region ${home} --email-identity ${domain}, then the DNS records that it answers. Or leave "mailSender" out.`,
    );
  const { VerifiedForSendingStatus, DkimAttributes } = found;
  const amiss = [
    ...(VerifiedForSendingStatus === true ? [] : [`${domain} is not verified`]),
    ...(DkimAttributes?.SigningEnabled === true && DkimAttributes.Status === 'SUCCESS'
      ? []
      : [`DKIM is ${DkimAttributes?.Status ?? 'off'}`]),
  ];
  const todo = `Set the CNAME records that this names: aws sesv2 get-email-identity --region ${home} --email-identity ${domain}`;
  return goodUnless(bad, amiss, 'domain', `${domain} is verified and signed by DKIM`, todo);
}

async function spf({ dns }: Place, domain: string): Promise<Finding> {
  const record = await textOf(dns.resolveTxt(domain), 'v=spf1');
  return record?.includes('include:amazonses.com')
    ? good('SPF', record)
    : warns(
        'SPF',
        record ?? `${domain} has none`,
        `TXT record of ${domain}: "v=spf1 include:amazonses.com ~all"`,
      );
}

async function dmarc({ dns }: Place, domain: string): Promise<Finding> {
  const record = await textOf(dns.resolveTxt(`_dmarc.${domain}`), 'v=DMARC1');
  return record === undefined
    ? warns('DMARC', `_dmarc.${domain} has none`, `TXT record of _dmarc.${domain}: "v=DMARC1; p=quarantine"`)
    : good('DMARC', record);
}

/** The text record of a kind; long ones come in pieces. */
const textOf = async (asking: Promise<readonly (readonly string[])[]>, kind: string) =>
  (await recordsOf(asking)).map((pieces) => pieces.join('')).find((record) => record.startsWith(kind));

import { GetHostedZoneCommand } from '@aws-sdk/client-route-53';
import type { Settings } from '../../../lib/config/settings.ts';
import type { Check } from './check.ts';
import { bad, type Finding, good, goodUnless, lookAtEach, unlessFault } from './finding.ts';
import { recordsOf } from './names.ts';
import type { Place } from './place.ts';

type Domain = NonNullable<Settings['domain']>;

/** Certificate and records are made by the stacks, in us-east-1 for CloudFront: the zone must be theirs, and the world must ask it. */
export const domainCheck: Check = {
  name: 'domain',
  look: async (place) => {
    const { domain } = place.order.settings;
    if (domain === undefined)
      return [good('domain', 'none in the settings: CloudFront’s own name serves dev')];
    return lookAtEach(['zone', 'delegation', 'certificates'] as const, String, (of) =>
      looks[of](place, domain),
    );
  },
};

const looks = { zone, delegation, certificates: mayCertify };
const bare = (name: string) => name.replace(/\.$/, '').toLowerCase();

const readZone = ({ clients, home }: Place, { hostedZoneId }: Domain) =>
  unlessFault(clients.route53(home).send(new GetHostedZoneCommand({ Id: hostedZoneId })), 'NoSuchHostedZone');

async function zone(place: Place, domain: Domain): Promise<Finding> {
  const { name, hostedZoneId, hostedZoneName } = domain;
  const todo = 'Set "domain" in your settings to a public hosted zone of this account, and a name within it.';
  const found = await readZone(place, domain);
  if (found === undefined) return bad('zone', `this account has no hosted zone ${hostedZoneId}`, todo);
  const real = bare(found.HostedZone?.Name ?? '');
  const amiss = [
    ...(found.HostedZone?.Config?.PrivateZone === true ? [`${hostedZoneId} is private`] : []),
    ...(real === bare(hostedZoneName)
      ? []
      : [`${hostedZoneId} is the zone of ${real}, not of ${hostedZoneName}`]),
    ...(bare(name) === real || bare(name).endsWith(`.${real}`) ? [] : [`${name} is not within ${real}`]),
  ];
  return goodUnless(bad, amiss, 'zone', `${name} is within ${real}, ${hostedZoneId}`, todo);
}

async function delegation(place: Place, domain: Domain): Promise<Finding> {
  const { hostedZoneName } = domain;
  const ours = ((await readZone(place, domain))?.DelegationSet?.NameServers ?? []).map(bare);
  if (ours.length === 0) throw new Error('there is no zone whose servers could be compared');
  const asked = (await recordsOf(place.dns.resolveNs(hostedZoneName))).map(bare);
  return asked.some((server) => ours.includes(server))
    ? good('delegation', `the world asks ${asked.join(', ')}`)
    : bad(
        'delegation',
        `the world asks ${asked.join(', ') || 'nobody'} about ${hostedZoneName}, not this zone`,
        `Name these servers where ${hostedZoneName} is registered: ${ours.join(', ')}. The certificate waits for it.`,
      );
}

/** A name, or one above it, may say who makes its certificates; the nearest one that says something counts. */
async function mayCertify({ dns }: Place, { name }: Domain): Promise<Finding> {
  const labels = bare(name).split('.');
  for (const at of labels.keys()) {
    const records = await recordsOf(dns.resolveCaa(labels.slice(at).join('.')));
    const makers = records.flatMap(({ issue }) => (issue === undefined ? [] : [issue]));
    if (records.length === 0) continue;
    return makers.length === 0 ||
      makers.some((maker) => /^(amazon|amazontrust|awstrust|amazonaws)\.com\b/.test(maker))
      ? good('certificates', 'Amazon may make them')
      : bad(
          'certificates',
          `CAA lets ${makers.join(', ')} make them`,
          `CAA record of ${name}: 0 issue "amazon.com"`,
        );
  }
  return good('certificates', 'anybody may make them');
}

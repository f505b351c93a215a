import {
  DescribeAvailabilityZonesCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeVpcEndpointServicesCommand,
} from '@aws-sdk/client-ec2';
import { machine } from '../../../policy/machines.ts';
import type { Check } from './check.ts';
import { bad, type Finding, good, lookAtEach } from './finding.ts';
import type { Place } from './place.ts';

/** The interface endpoints of the content network, and of the machines' network. */
export const endpointServices = {
  content: ['kms', 'bedrock-runtime'],
  machines: ['sqs', 'execute-api'],
} as const;

/** Not every zone has every endpoint and type of machine, and the same letter is another zone in another account. */
export const zonesCheck: Check = {
  name: 'zones',
  look: async (place) => {
    const [all, needs] = await Promise.all([zonesOf(place), needsOf(place)]);
    const { settings, stage } = place.order;
    // As `Fn::GetAZs` counts them; dev has a network in the first alone.
    const taken = (settings.zones ?? all.slice(0, 3)).slice(0, stage === 'prod' ? 3 : 1);
    const whole = all.filter((zone) => needs.every(({ zones }) => zones.includes(zone)));
    return lookAtEach(taken, String, async (zone) => judge(zone, needs, whole));
  },
};

interface Need {
  readonly what: string;
  readonly zones: readonly string[];
}

function judge(zone: string, needs: readonly Need[], whole: readonly string[]): Finding {
  const missing = needs.filter(({ zones }) => !zones.includes(zone)).map(({ what }) => what);
  return missing.length === 0
    ? good(zone, 'has every endpoint and type of machine')
    : bad(
        zone,
        `lacks ${missing.join(', ')}`,
        `Name three zones in "zones" of your settings; these have all: ${whole.join(', ') || 'none'}. Zones of machines that live cannot be changed.`,
      );
}

async function zonesOf({ clients, home }: Place): Promise<readonly string[]> {
  const { AvailabilityZones = [] } = await clients.ec2(home).send(
    new DescribeAvailabilityZonesCommand({
      Filters: [
        { Name: 'zone-type', Values: ['availability-zone'] },
        { Name: 'state', Values: ['available'] },
      ],
    }),
  );
  return AvailabilityZones.flatMap(({ ZoneName = [] }) => ZoneName).sort();
}

async function needsOf({ clients, home, hasMachines, order }: Place): Promise<readonly Need[]> {
  const names = [...endpointServices.content, ...(hasMachines ? endpointServices.machines : [])];
  const { ServiceDetails = [] } = await clients.ec2(home).send(
    new DescribeVpcEndpointServicesCommand({
      ServiceNames: names.map((name) => `com.amazonaws.${home}.${name}`),
    }),
  );
  const endpoints = names.map((name) => ({
    what: `the endpoint ${name}`,
    zones:
      ServiceDetails.find(({ ServiceName }) => ServiceName === `com.amazonaws.${home}.${name}`)
        ?.AvailabilityZones ?? [],
  }));
  if (!hasMachines) return endpoints;
  // In dev the way out of the machines' network is an instance too.
  const types = [machine.instanceType, ...(order.stage === 'dev' ? ['t4g.nano'] : [])];
  const { InstanceTypeOfferings = [] } = await clients.ec2(home).send(
    new DescribeInstanceTypeOfferingsCommand({
      LocationType: 'availability-zone',
      Filters: [{ Name: 'instance-type', Values: types }],
    }),
  );
  const offered = types.map((type) => ({
    what: type,
    zones: InstanceTypeOfferings.flatMap(({ InstanceType, Location = '' }) =>
      InstanceType === type ? [Location] : [],
    ),
  }));
  return [...endpoints, ...offered];
}

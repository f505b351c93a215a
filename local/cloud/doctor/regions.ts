import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import type { Check } from './check.ts';
import { bad, good } from './finding.ts';

/** Models may answer from any Region of the group, and AWS refuses the retention mode in one that is off, as newer ones are at first. */
export const regionsCheck: Check = {
  name: 'Regions',
  look: async ({ clients, home, destinations }) => {
    const { Regions = [] } = await clients.ec2(home).send(new DescribeRegionsCommand({ AllRegions: true }));
    return destinations.map((region) => {
      const status = Regions.find(({ RegionName }) => RegionName === region)?.OptInStatus ?? 'not known here';
      return status === 'opted-in' || status === 'opt-in-not-required'
        ? good(region, 'on')
        : bad(
            region,
            status,
            `Once, and wait until it is on (minutes to hours): aws account enable-region --region-name ${region}`,
          );
    });
  },
};

import { DescribeTrailsCommand, GetTrailStatusCommand, type Trail } from '@aws-sdk/client-cloudtrail';
import type { Check } from './check.ts';
import { bad, type Finding, good, lookAtEach, warns } from './finding.ts';
import { isDeployed, type Place } from './place.ts';

/** What administrators do must be recorded; the first copy is free, and each further trail costs by the event. */
export const trailCheck: Check = {
  name: 'trail',
  look: async (place) => {
    const { trailList = [] } = await place.clients
      .cloudTrail(place.home)
      .send(new DescribeTrailsCommand({ includeShadowTrails: true }));
    const whole = trailList.filter(({ IsMultiRegionTrail }) => IsMultiRegionTrail === true);
    if (whole.length === 0) return [none(await isDeployed(place))];
    return [
      ...(await lookAtEach(whole, nameOf, (trail) => recording(place, trail))),
      ...(whole.length > 1 ? [twice(whole)] : []),
    ];
  },
};

const nameOf = ({ Name = 'trail' }: Trail) => Name;

const none = (deployed: boolean): Finding =>
  deployed
    ? bad(
        'trail',
        'nothing records this account',
        'Deploy again; whoever deleted the trail is not in any record.',
      )
    : good('trail', 'none yet: the deployment brings one');

async function recording({ clients }: Place, trail: Trail): Promise<Finding> {
  const of = nameOf(trail);
  const client = clients.cloudTrail(trail.HomeRegion ?? '');
  const { IsLogging, LatestDeliveryError } = await client.send(
    new GetTrailStatusCommand({ Name: trail.TrailARN ?? of }),
  );
  const whose = trail.IsOrganizationTrail === true ? 'the organisation’s' : 'this account’s';
  if (IsLogging !== true)
    return bad(
      of,
      'it is switched off',
      `aws cloudtrail start-logging --region ${trail.HomeRegion} --name ${of}; then find out who did it.`,
    );
  return LatestDeliveryError
    ? bad(
        of,
        `it cannot deliver: ${LatestDeliveryError}`,
        `Look at the bucket ${trail.S3BucketName} and its key.`,
      )
    : good(of, `records, ${whose}`);
}

const twice = (trails: readonly Trail[]): Finding =>
  warns(
    'cost',
    `${trails.length} trails record the same: each after the first costs 2 USD per 100,000 events`,
    `One is enough: ${trails.map(nameOf).join(', ')}.`,
  );

import { fields, leadsTo, listOf, type Reading } from './reading.ts';
import { type Actor, actorsIn, allowedOn, mayOn } from './roles.ts';

/** What gives a data key in clear. `ReEncrypt` does not: the key changes its wrapping inside of KMS. */
const unwrapping = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyPair'];

/** KMS keys by their names in the stack of keys. */
export const kmsKeysIn = (readings: readonly Reading[], ...names: readonly string[]): readonly Reading[] =>
  readings.filter(
    ({ type, path }) => type === 'AWS::KMS::Key' && names.includes(path.split('/').at(-2) ?? ''),
  );

/** The keys that open data keys. What the recovery key opens is still wrapped by one of these. */
const opening = ['Content', 'Credentials'];

export const unwrapsDataKeys = ({ statements }: Actor, readings: readonly Reading[]): boolean =>
  kmsKeysIn(readings, ...opening).some((key) => mayOn(statements, unwrapping, key));

/** Outside of a network, or in one whose subnets have a way out. */
export function reachesInternet({ reading }: Actor, readings: readonly Reading[]): boolean {
  const network = fields(reading.properties['VpcConfig']);
  const subnets = readings.filter(
    (one) => one.type === 'AWS::EC2::Subnet' && leadsTo(network['SubnetIds'], one),
  );
  return subnets.length === 0 || subnets.some((subnet) => hasWayOut(subnet, readings));
}

function hasWayOut(subnet: Reading, readings: readonly Reading[]): boolean {
  const tables = readings
    .filter(
      ({ type, properties }) =>
        type === 'AWS::EC2::SubnetRouteTableAssociation' && leadsTo(properties['SubnetId'], subnet),
    )
    .map(({ properties }) => properties['RouteTableId']);
  const routes = readings.filter(
    ({ type, properties }) => type === 'AWS::EC2::Route' && tables.includes(properties['RouteTableId']),
  );
  const ways = [
    'GatewayId',
    'NatGatewayId',
    'InstanceId',
    'NetworkInterfaceId',
    'TransitGatewayId',
    'EgressOnlyInternetGatewayId',
  ];
  return routes.some(({ properties }) => ways.some((way) => properties[way] !== undefined));
}

/**
 * The functions to which a function can hand what it has read: by calling them, by a queue that they consume, by a
 * bucket that they read.
 */
function receivers(from: Actor, actors: readonly Actor[], readings: readonly Reading[]): readonly Actor[] {
  const queues = readings.filter(
    (one) => one.type === 'AWS::SQS::Queue' && mayOn(from.statements, ['sqs:SendMessage'], one),
  );
  const buckets = readings.filter(
    (one) => one.type === 'AWS::S3::Bucket' && mayOn(from.statements, ['s3:PutObject'], one),
  );
  return actors.filter(
    (to) =>
      mayOn(from.statements, ['lambda:InvokeFunction'], to.reading) ||
      queues.some((queue) => mayOn(to.statements, ['sqs:ReceiveMessage'], queue)) ||
      buckets.some((bucket) => mayOn(to.statements, ['s3:GetObject'], bucket)),
  );
}

/** How content would leave: the functions on the way from one that unwraps to one that reaches out, or a mail. */
export function leaks(
  readings: readonly Reading[],
): readonly { readonly at: Reading; readonly way: string }[] {
  const actors = actorsIn(readings);
  return actors
    .filter((actor) => unwrapsDataKeys(actor, readings))
    .flatMap((actor) => {
      const way = wayOut(actor, [actor], actors, readings);
      return way ? [{ at: actor.reading, way }] : [];
    });
}

function wayOut(
  from: Actor,
  seen: readonly Actor[],
  actors: readonly Actor[],
  readings: readonly Reading[],
): string | undefined {
  const name = seen.map(({ reading }) => reading.path.split('/').at(-3)).join(' -> ');
  if (reachesInternet(from, readings)) return `${name} -> internet`;
  if (allowedOn(from.statements, 'ses:SendEmail').length > 0) return `${name} -> mail`;
  for (const to of receivers(from, actors, readings)) {
    // The relay forwards one request to a fixed host and may hold nothing: its own rule says so.
    if (to.class === 'relay' || seen.includes(to)) continue;
    const way = wayOut(to, [...seen, to], actors, readings);
    if (way) return way;
  }
  return undefined;
}

/** The event sources of a table's stream carry what the stream was told to. */
export const streamOf = ({ properties }: Reading): unknown =>
  fields(properties['StreamSpecification'])['StreamViewType'];

/** Interface and gateway endpoints. */
export const endpointsIn = (readings: readonly Reading[]): readonly Reading[] =>
  readings.filter(
    ({ type, properties }) =>
      type === 'AWS::EC2::VPCEndpoint' && listOf(properties['ServiceName']).length > 0,
  );

import { resourcesOf } from './access.ts';
import { isRecord, type Resource, type Template } from './template.ts';

const anywhere = ['0.0.0.0/0', '::/0'];

/** The subnets that a function is placed in, as references; none for one outside any VPC. */
export function subnetsOf(fn: Resource): readonly string[] {
  const placed = fn.properties['VpcConfig'];
  const ids = isRecord(placed) ? placed['SubnetIds'] : undefined;
  return Array.isArray(ids) ? ids.map(String) : [];
}

/** The routes of the templates that lead anywhere outside, from a subnet's route table. */
export function waysOut(templates: readonly Template[], subnet: string): readonly Resource[] {
  const tables = resourcesOf(templates, 'AWS::EC2::SubnetRouteTableAssociation')
    .filter(({ properties }) => properties['SubnetId'] === subnet)
    .map(({ properties }) => properties['RouteTableId']);
  return resourcesOf(templates, 'AWS::EC2::Route').filter(
    ({ properties }) =>
      tables.includes(properties['RouteTableId']) &&
      [properties['DestinationCidrBlock'], properties['DestinationIpv6CidrBlock']].some((to) =>
        anywhere.includes(String(to)),
      ),
  );
}

import { resourcesOf } from './access.ts';
import { isRecord, type Resource, referenceOf, type Template } from './template.ts';

/** The subnets that a function is placed in, as references; none for one outside any VPC. */
export function subnetsOf(fn: Resource): readonly string[] {
  const placed = fn.properties['VpcConfig'];
  const ids = isRecord(placed) ? placed['SubnetIds'] : undefined;
  return Array.isArray(ids) ? ids.map(String) : [];
}

/** The networks that subnets are in. */
export const networksOf = (templates: readonly Template[], subnets: readonly string[]): readonly unknown[] =>
  resourcesOf(templates, 'AWS::EC2::Subnet')
    .filter((subnet) => subnets.includes(referenceOf(subnet)))
    .map(({ properties }) => properties['VpcId']);

/** The routes of a subnet's table: each leads out, whatever its range; gateway endpoints need none in the templates. */
export function waysOut(templates: readonly Template[], subnet: string): readonly Resource[] {
  const tables = resourcesOf(templates, 'AWS::EC2::SubnetRouteTableAssociation')
    .filter(({ properties }) => properties['SubnetId'] === subnet)
    .map(({ properties }) => properties['RouteTableId']);
  return resourcesOf(templates, 'AWS::EC2::Route').filter(({ properties }) =>
    tables.includes(properties['RouteTableId']),
  );
}

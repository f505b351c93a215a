import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { readDeployment } from '../../../lib/config/deployment.ts';
import { NetworkStack } from '../../../lib/stacks/network.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const zones = ['eu-central-1a', 'eu-central-1c', 'eu-central-1d'];

function zonesAt(stage: 'dev' | 'prod', more: object): unknown[] {
  const file = join(temporaryFolder(), 'settings.json');
  const example: unknown = JSON.parse(readFileSync('cloister.settings.example.json', 'utf8'));
  writeFileSync(file, JSON.stringify(Object.assign({}, example, more)));
  const choice = { profile: 'cloister', stage, settings: file, origin: undefined, bundling: 'off' };
  const network = new NetworkStack(new App(), 'network', { deployment: readDeployment(choice) });
  const subnets = Template.fromStack(network).findResources('AWS::EC2::Subnet');
  return Object.values(subnets).map(({ Properties }) => Properties.AvailabilityZone);
}

it('networks lie in the zones that the operator names, dev in the first of them', () => {
  expect(zonesAt('prod', { zones })).toEqual(zones);
  expect(zonesAt('dev', { zones })).toEqual(zones.slice(0, 1));
});

it('and otherwise in the first of the account', () => {
  expect(zonesAt('prod', {})).toEqual(
    [0, 1, 2].map((zone) => ({ 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] })),
  );
});

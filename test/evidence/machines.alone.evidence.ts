// Alone: it renews the holds of all machines and reaps those of nobody.
import { setTimeout as pause } from 'node:timers/promises';
import { DescribeSnapshotsCommand, EC2 } from '@aws-sdk/client-ec2';
import { expect } from 'vitest';
import { balances, ledger } from '../../contracts/billing/stores.ts';
import { runLogs } from '../../contracts/runs/stores.ts';
import { machine as offer } from '../../policy/machines.ts';
import { resourcesOf, valuesOf } from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { leave, leaveForNow, offersRecovery, receiptOf } from '../support/evidence/leaving.ts';
import { bring, callAs, instancesOf, launch, machineOf, volumesOf } from '../support/evidence/machines.ts';
import { plantRun } from '../support/evidence/planting.ts';
import { accountOf, itemsOf } from '../support/evidence/storage.ts';
import { at, isRecord, referenceOf } from '../support/evidence/template.ts';
import type { Person, SynthTarget, Target } from '../support/target.ts';

/** What machines are made from: template, group, and the subnets that a launch names. */
async function launchOf(target: SynthTarget) {
  const templates = await target.templates();
  const [template, ...more] = valuesOf(templates, 'AWS::EC2::LaunchTemplate', 'LaunchTemplateData');
  expect(more).toEqual([]);
  const environments = valuesOf(templates, 'AWS::Lambda::Function', 'Environment', 'Variables');
  const launching = environments.find((variables) => isRecord(variables) && 'MACHINE_SUBNETS' in variables);
  const group = resourcesOf(templates, 'AWS::EC2::SecurityGroup').find(({ stack, id }) =>
    String(at(launching, 'MACHINE_SECURITY_GROUP')).startsWith(`<${stack}.${id}`),
  );
  return { templates, template, group, subnets: String(at(launching, 'MACHINE_SUBNETS')).split(',') };
}

claim('T28', 'synth', 'no address, no ingress, no key pair, no route from outside', async (target) => {
  const { templates, template, group, subnets } = await launchOf(target);
  expect(at(template, 'KeyName')).toBeUndefined();
  expect(at(template, 'NetworkInterfaces', '0', 'AssociatePublicIpAddress') ?? false).toBe(false);
  expect(at(template, 'MetadataOptions', 'HttpTokens')).toBe('required');
  expect(group).toBeDefined();
  expect(group?.properties['SecurityGroupIngress'] ?? []).toEqual([]);
  const ingress = valuesOf(templates, 'AWS::EC2::SecurityGroupIngress', 'GroupId').map(String);
  expect(ingress.filter((id) => group && id.startsWith(referenceOf(group).replace('>', '')))).toEqual([]);
  const homes = resourcesOf(templates, 'AWS::EC2::Subnet').filter((subnet) =>
    subnets.includes(referenceOf(subnet)),
  );
  expect(homes.length).toBe(subnets.length);
  for (const { properties } of homes) expect(properties['MapPublicIpOnLaunch'] ?? false).toBe(false);
  const tables = resourcesOf(templates, 'AWS::EC2::SubnetRouteTableAssociation')
    .filter(({ properties }) => subnets.includes(String(properties['SubnetId'])))
    .map(({ properties }) => properties['RouteTableId']);
  const routes = resourcesOf(templates, 'AWS::EC2::Route').filter(({ properties }) =>
    tables.includes(properties['RouteTableId']),
  );
  expect(routes.length).toBeGreaterThan(0);
  for (const { properties } of routes) expect(Object.keys(properties)).not.toContain('GatewayId');
});

claim('T28', 'simulated', 'where a running machine stands: nothing leads to it', async (target) => {
  const person = await target.people.fresh();
  await bring(target, person, 'launch', 'ready');
  const instances = await instancesOf(target, person);
  expect(instances).toHaveLength(1);
  const [{ InstanceId = '', SubnetId = '', SecurityGroups = [], KeyName } = {}] = instances;
  expect(await target.vmHost.isRunning(InstanceId)).toBe(true);
  expect(KeyName ?? '').toBe('');
  const ec2 = target.aws.client(EC2);
  // The emulator invents a public address for every instance (see its gaps): what would give it one is looked at.
  const { Subnets = [] } = await ec2.describeSubnets({ SubnetIds: [SubnetId] });
  expect(Subnets.map(({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch)).toEqual([false]);
  const ofInstance = [{ Name: 'instance-id', Values: [InstanceId] }];
  const elastic = await ec2.describeAddresses({ Filters: ofInstance });
  expect(elastic.Addresses ?? []).toEqual([]);
  const ofSubnet = [{ Name: 'association.subnet-id', Values: [SubnetId] }];
  const { RouteTables = [] } = await ec2.describeRouteTables({ Filters: ofSubnet });
  expect(RouteTables).toHaveLength(1);
  const gateways = RouteTables.flatMap(({ Routes = [] }) =>
    Routes.flatMap(({ GatewayId }) => GatewayId ?? []),
  );
  expect(gateways.filter((id) => id !== 'local' && !id.startsWith('vpce-'))).toEqual([]);
  const GroupIds = SecurityGroups.flatMap(({ GroupId }) => GroupId ?? []);
  expect(GroupIds).toHaveLength(1);
  const groups = await ec2.describeSecurityGroups({ GroupIds });
  expect(groups.SecurityGroups?.map(({ IpPermissions }) => IpPermissions)).toEqual([[]]);
});

/** What the ledger of a person says about machines, and whether it adds up. */
async function machineMovements(target: Target, person: Person) {
  const { customerId } = await accountOf(target, person);
  const entries = await itemsOf(target, ledger, customerId);
  const [balance] = await itemsOf(target, balances, customerId);
  const sum = entries.reduce((total, { amount }) => total + Number(amount), 0);
  return {
    movements: entries.filter(({ kind }) => kind === 'machine'),
    sum,
    balance: Number(balance?.['balance']),
  };
}

claim('T14', 'simulated', 'the seconds between start and stop, once', async (target) => {
  const person = await target.people.fresh();
  const ready = await bring(target, person, 'launch', 'ready');
  const [instance] = await instancesOf(target, person);
  expect(await target.vmHost.isRunning(instance?.InstanceId ?? '')).toBe(true);
  const before = Date.now();
  await pause(3000);
  await bring(target, person, 'stop', 'stopped');
  const { movements, sum, balance } = await machineMovements(target, person);
  const seconds = movements.reduce((total, entry) => total + Number(entry['seconds']), 0);
  const started = Date.parse(String(at(ready, 'startedAt')));
  expect(seconds).toBeGreaterThanOrEqual(Math.floor((before + 3000 - started) / 1000));
  expect(seconds).toBeLessThanOrEqual(Math.ceil((Date.now() - started) / 1000));
  expect(movements.map(({ of }) => of)).toEqual(movements.map(() => at(ready, 'machineId')));
  expect(movements.reduce((total, entry) => total - Number(entry['amount']), 0)).toBe(
    seconds * offer.microCreditsPerSecond,
  );
  expect(sum).toBe(balance);
  await target.aws.runScheduled('renew-holds');
  await target.aws.runScheduled('reap-machines');
  expect(await machineMovements(target, person)).toEqual({ movements, sum, balance });
});

claim('T23', 'simulated', 'two people, two machines, nothing in common', async (target) => {
  const people = [await target.people.fresh(), await target.people.fresh()];
  await Promise.all(people.map((person) => bring(target, person, 'launch', 'ready')));
  const instances = (await Promise.all(people.map((person) => instancesOf(target, person)))).flat();
  expect(new Set(instances.map(({ InstanceId }) => InstanceId)).size).toBe(2);
  const volumes = instances.flatMap(volumesOf);
  expect(volumes.length).toBeGreaterThanOrEqual(2);
  expect(new Set(volumes).size).toBe(volumes.length);
  for (const { InstanceId } of instances) expect(await target.vmHost.isRunning(InstanceId ?? '')).toBe(true);
  const ec2 = target.aws.client(EC2);
  const GroupIds = [
    ...new Set(
      instances.flatMap(({ SecurityGroups = [] }) => SecurityGroups.flatMap(({ GroupId }) => GroupId ?? [])),
    ),
  ];
  expect(GroupIds.length).toBeGreaterThan(0);
  const groups = await ec2.describeSecurityGroups({ GroupIds });
  expect(groups.SecurityGroups?.flatMap(({ IpPermissions = [] }) => IpPermissions)).toEqual([]);
  const views = await Promise.all(people.map((person) => machineOf(target, person)));
  expect(new Set(views.map((view) => at(view, 'machineId'))).size).toBe(2);

  const [mine, other] = instances;
  const theirs = people[1];
  if (!mine || !other || !theirs) throw new Error('Two people have two machines.');
  expect(await callAs(target, mine, 'POST', '/machine/v1/beat', '{"running":[]}')).toBe(200);
  const runId = await plantRun(target, theirs, 0, 7, 'for their machine alone');
  const path = `/machine/v1/runs/${runId}`;
  expect(await callAs(target, other, 'GET', path)).toBe(200);
  expect([403, 404]).toContain(await callAs(target, mine, 'GET', path));
  const batch = { seq: 1, lines: [{ at: new Date().toISOString(), stream: 'agent', text: 'not yours' }] };
  const running = await plantRun(target, theirs, 0, 7, 'still at it', 'running');
  const log = `/machine/v1/runs/${running}/log`;
  expect([403, 404]).toContain(await callAs(target, mine, 'POST', log, JSON.stringify(batch)));
  expect(await callAs(target, other, 'POST', log, JSON.stringify(batch))).toBe(200);
  const lines = await itemsOf(target, runLogs, theirs.userId);
  expect(lines.filter(({ logKey }) => String(logKey).startsWith(running))).toHaveLength(2);
});

claim('T32', 'synth', 'volumes go with their instance', async (target) => {
  const { template } = await launchOf(target);
  const volumes = [at(template, 'BlockDeviceMappings')].flat();
  expect(volumes.length).toBeGreaterThan(0);
  expect(volumes.filter((volume) => at(volume, 'Ebs', 'DeleteOnTermination') !== true)).toEqual([]);
});

claim('T32', 'simulated', 'the instance and its volumes are gone with the account', async (target) => {
  const person = await target.people.fresh();
  const before = await launch(target, person);
  expect(await target.vmHost.isRunning(before.InstanceId ?? '')).toBe(true);
  // EC2 deletes a volume that goes with its instance; the emulator leaves it, detached from anything that runs.
  const volumes = (before.BlockDeviceMappings ?? []).map(({ Ebs }) => Ebs);
  expect(volumes.length).toBeGreaterThan(0);
  expect(volumes.filter((volume) => volume?.DeleteOnTermination !== true)).toEqual([]);
  const again = await target.people.signIn(person);
  // Within a window nothing else goes for weeks; without one it is over with the receipt.
  const recovers = offersRecovery(target);
  const receiptId = recovers ? await leaveForNow(target, again) : await leave(target, again);
  if (!recovers) await receiptOf(target, receiptId);
  const after = await instancesOf(target, person);
  expect(after.map(({ State }) => State?.Name).filter((state) => state !== 'terminated')).toEqual([]);
  expect(after.map(({ InstanceId }) => InstanceId)).toEqual([before.InstanceId]);
  const ofVolumes = { Name: 'volume-id', Values: [...volumesOf(before)] };
  for (const one of [ofVolumes, { Name: 'tag:cloister:user', Values: [person.userId] }]) {
    const copies = new DescribeSnapshotsCommand({ Filters: [one] });
    const { Snapshots = [] } = await target.aws.client(EC2).send(copies);
    expect(Snapshots, one.Name).toEqual([]);
  }
  if (recovers) await leave(target, await target.people.signIn(person));
  const { document } = await receiptOf(target, receiptId);
  expect(document.stores.find(({ store }) => store === 'machines')).toMatchObject({ left: 0 });
});

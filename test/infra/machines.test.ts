import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { newId } from '../../contracts/ids.ts';
import { queueName, queuesOfStage } from '../../contracts/machines/names.ts';
import { stages } from '../../lib/config/settings.ts';
import { variantOf } from './assembly.ts';
import { account, deployedPolicies, region } from './deployed.ts';
import { answerTo, type Request } from './simulation.ts';

const { roles, ceiling } = await deployedPolicies(variantOf('cloister', 'prod'));

const ec2 = (resource: string) => `arn:aws:ec2:${region}:${account}:${resource}`;
const statementsOf = (name: string) =>
  roles.find((role) => role.name.startsWith(`machines.${name}Role`))?.statements ?? [];
const steps = statementsOf('MachineSteps');
const granted = (part: string) =>
  steps.flatMap(({ Resource }) => Resource).find((resource) => resource.includes(part)) ?? '';
const ask = (request: Request, identity = steps) => answerTo(request, { identity, boundary: ceiling });

const template = { 'ec2:LaunchTemplate': granted(':launch-template/') };
const [profile = ''] = steps.flatMap(
  ({ Condition }) => z.string().safeParse(Condition['ArnEquals']?.['ec2:InstanceProfile']).data ?? [],
);
const instance = {
  ...template,
  'ec2:InstanceProfile': profile,
  'ec2:MetadataHttpTokens': 'required',
  'ec2:InstanceType': 't4g.small',
  'aws:RequestTag/cloister:stage': 'prod',
  'aws:RequestTag/cloister:machine': 'mch_1',
};
const image = { ...template, 'ec2:IsLaunchTemplateResource': 'true', 'ec2:Owner': 'amazon' };
const run = (resource: string, context: Request['context'] = template): Request => ({
  action: 'ec2:RunInstances',
  resource,
  context: context ?? {},
});
const onImage = (more: object = {}) => run(`arn:aws:ec2:${region}::image/ami-1`, { ...image, ...more });
const onInstance = (more: object = {}) => run(ec2('instance/*'), { ...instance, ...more });
const change = (attribute: string): Request => ({
  action: 'ec2:ModifyInstanceAttribute',
  resource: ec2('instance/i-1'),
  context: { 'aws:ResourceTag/cloister:stage': 'prod', 'ec2:Attribute': attribute },
});
const stop = (stage: string): Request => ({
  action: 'ec2:StopInstances',
  resource: ec2('instance/i-1'),
  context: { 'aws:ResourceTag/cloister:machine': 'mch_1', 'aws:ResourceTag/cloister:stage': stage },
});

describe('who holds the role of the machines’ steps', () => {
  it('launches a machine as the template says, in the machines’ network', async () => {
    const parts = [
      run(granted(':launch-template/')),
      run(granted(':security-group/')),
      run(granted(':subnet/')),
      run(ec2('network-interface/*')),
      run(ec2('volume/*'), { ...template, 'ec2:Encrypted': 'true' }),
      onImage(),
      onInstance(),
    ];
    expect(await Promise.all(parts.map((part) => ask(part)))).toEqual(parts.map(() => 'allowed'));
  });

  it.each<readonly [string, Request]>([
    ['an image that the call names', onImage({ 'ec2:IsLaunchTemplateResource': 'false' })],
    ['an image of somebody else', onImage({ 'ec2:Owner': '999988887777' })],
    ['metadata without tokens', onInstance({ 'ec2:MetadataHttpTokens': 'optional' })],
    ['another size', onInstance({ 'ec2:InstanceType': 'p5.48xlarge' })],
    ['another role', onInstance({ 'ec2:InstanceProfile': `${profile}Admin` })],
    ['the tag of another stage', onInstance({ 'aws:RequestTag/cloister:stage': 'dev' })],
    ['another template', onInstance({ 'ec2:LaunchTemplate': ec2('launch-template/lt-1') })],
    ['a network of another template', run(granted(':subnet/'), {})],
    ['another network', run(ec2('subnet/subnet-1'))],
    ['a volume in clear', run(ec2('volume/*'), { ...template, 'ec2:Encrypted': 'false' })],
    [
      'a public address',
      run(ec2('network-interface/*'), { ...template, 'ec2:AssociatePublicIpAddress': 'true' }),
    ],
  ])('launches nothing with %s', async (_, request) => {
    expect(await ask(request)).toBe('denied');
  });

  it('changes the type of a machine, and neither what it starts with nor who it is', async () => {
    expect(await ask(change('InstanceType'))).toBe('allowed');
    for (const attribute of ['UserData', 'GroupSet', 'DisableApiTermination', 'BlockDeviceMapping'])
      expect(await ask(change(attribute)), attribute).toBe('denied');
  });
});

describe('two stages in one account', () => {
  it.each(['MachineSteps', 'ReapMachines'])('%s stops no machine of the other', async (name) => {
    expect(await ask(stop('prod'), statementsOf(name))).toBe('allowed');
    expect(await ask(stop('dev'), statementsOf(name))).toBe('denied');
  });

  it('the queues of each begin with its name, and their names have room for the ids', () => {
    const named = stages.map((stage) =>
      queueName(queuesOfStage(stage), { userId: newId('account'), machineId: newId('machine') }),
    );
    expect(named.filter((name) => name.length > 80)).toEqual([]);
    expect(stages.filter((stage, n) => !named[n]?.startsWith(`cloister-${stage}-usr_`))).toEqual([]);
  });
});

import { setTimeout as pause } from 'node:timers/promises';
import { Sha256 } from '@aws-crypto/sha256-js';
import { EC2, type Instance } from '@aws-sdk/client-ec2';
import { IAM } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { MachineState } from '../../../contracts/machines/stores.ts';
import type { Person, Target } from '../target.ts';
import { at } from './template.ts';

/** Launching takes a workflow, a boot and a report of the runner. */
const LONGEST_MS = 120_000;

/** What a person's machine is said to be. */
export async function machineOf({ api }: Pick<Target, 'api'>, person: Person): Promise<unknown> {
  return at((await api('GET /v1/machine', { as: person })).body, 'machine');
}

/** Does something with a person's machine and waits for the state that it leads to. */
export async function bring(
  target: Pick<Target, 'api'>,
  person: Person,
  act: 'launch' | 'stop' | 'start',
  state: MachineState,
): Promise<unknown> {
  const path = act === 'launch' ? '/v1/machine' : `/v1/machine/${act}`;
  const asked = await target.api(`POST ${path}`, { as: person });
  if (asked.status !== 202) throw new Error(`${act} was answered ${asked.status}.`);
  const end = Date.now() + LONGEST_MS;
  for (;;) {
    const machine = await machineOf(target, person);
    if (at(machine, 'state') === state) return machine;
    if (at(machine, 'state') === 'failed' || Date.now() > end)
      throw new Error(
        `The machine is ${String(at(machine, 'state'))}, not ${state}: ${String(at(machine, 'failure'))}.`,
      );
    await pause(500);
  }
}

/** The instances of a person, by EC2's own word. */
export async function instancesOf(
  { aws }: Pick<Target, 'aws'>,
  { userId }: Person,
): Promise<readonly Instance[]> {
  const Filters = [{ Name: 'tag:cloister:user', Values: [userId] }];
  const found = await aws.client(EC2).describeInstances({ Filters });
  return (found.Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
}

/** Launches a person's machine, waits until it is ready, and gives its instance. */
export async function launch(target: Pick<Target, 'api' | 'aws'>, person: Person): Promise<Instance> {
  await bring(target, person, 'launch', 'ready');
  const [instance] = await instancesOf(target, person);
  if (!instance) throw new Error('A machine that is ready has an instance.');
  return instance;
}

/** The volumes that an instance has, by EC2's own word. */
export const volumesOf = ({ BlockDeviceMappings = [] }: Instance): readonly string[] =>
  BlockDeviceMappings.flatMap(({ Ebs }) => Ebs?.VolumeId ?? []);

/** A call of the machines' private API as the runner of an instance would sign it; the status of its answer. */
export const callAs = async (...call: Parameters<typeof answerAs>): Promise<number> =>
  (await answerAs(...call)).status;

/** The same with all of its answer. */
export async function answerAs(
  target: Pick<Target, 'aws'>,
  instance: Instance,
  method: 'GET' | 'POST',
  route: string,
  body = '',
): Promise<{ status: number; text: string }> {
  const api = instance.Tags?.find(({ Key }) => Key === 'cloister:api')?.Value ?? '';
  const url = new URL(`${api.replace(/\/$/, '')}${route}`);
  const signer = new SignatureV4({
    service: 'execute-api',
    region: 'eu-central-1',
    sha256: Sha256,
    credentials: await credentialsOf(target, instance),
  });
  const headers = { host: url.host, 'content-type': 'application/json' };
  const { protocol, hostname, port, pathname: path } = url;
  const request = { method, protocol, hostname, port: Number(port), path, headers, body };
  const signed = await signer.sign(new HttpRequest(request));
  const answer = await fetch(url, { method, headers: signed.headers, ...(body === '' ? {} : { body }) });
  return { status: answer.status, text: await answer.text() };
}

/** What instance metadata would give: the role of its profile, in a session by its id. */
export async function credentialsOf(
  { aws }: Pick<Target, 'aws'>,
  { InstanceId, IamInstanceProfile }: Instance,
) {
  const InstanceProfileName = IamInstanceProfile?.Arn?.split('/').at(-1);
  const profile = await aws.client(IAM).getInstanceProfile({ InstanceProfileName });
  const RoleArn = profile.InstanceProfile?.Roles?.[0]?.Arn;
  const assumed = await aws.client(STS).assumeRole({ RoleArn, RoleSessionName: InstanceId });
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = assumed.Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

import {
  DescribeInstancesCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  EC2Client,
  type Instance,
} from '@aws-sdk/client-ec2';
import { GetInstanceProfileCommand, IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { MACHINE_TAG } from '../../../contracts/machines/names.ts';
import { adminClient } from '../../emulator/account.ts';
import { assumeRole } from '../../emulator/role-session.ts';
import type { InstanceCredentials } from './metadata-service.ts';

/** What the host must know of an instance. */
export interface Guest {
  readonly instanceId: string;
  readonly state: GuestState;
  readonly tags: Readonly<Record<string, string>>;
  readonly profileArn: string;
}
export type GuestState = 'running' | 'stopped' | 'terminated';

/** A session is asked for anew each minute, since the emulator forgets all sessions when it restarts. */
const sessionSeconds = 900;
/** The SDK asks again five minutes before the end. */
const shownSeconds = 6 * 60;

/** The emulator's EC2, as its owner sees it. */
export class Instances {
  private readonly ec2: EC2Client;
  private readonly iam: IAMClient;
  private readonly sts: STSClient;

  constructor(endpoint: string) {
    const settings = adminClient(endpoint);
    this.ec2 = new EC2Client(settings);
    this.iam = new IAMClient(settings);
    this.sts = new STSClient(settings);
  }

  /** The platform's machines; those that are gone are not listed any more. */
  async list(): Promise<Guest[]> {
    const { Reservations = [] } = await this.ec2.send(
      new DescribeInstancesCommand({ Filters: [{ Name: 'tag-key', Values: [MACHINE_TAG] }] }),
    );
    return Reservations.flatMap(({ Instances: each = [] }) => each.flatMap(guestOf));
  }

  /** The user data of the newest launch template: there is one a deployment, and an instance does not say which was its own. */
  async userData(): Promise<string> {
    const { LaunchTemplates = [] } = await this.ec2.send(new DescribeLaunchTemplatesCommand({}));
    const newest = LaunchTemplates.sort(
      (a, b) => (b.CreateTime?.getTime() ?? 0) - (a.CreateTime?.getTime() ?? 0),
    )[0];
    const { LaunchTemplateVersions = [] } = await this.ec2.send(
      new DescribeLaunchTemplateVersionsCommand({
        LaunchTemplateId: newest?.LaunchTemplateId,
        Versions: ['$Latest'],
      }),
    );
    const encoded = LaunchTemplateVersions[0]?.LaunchTemplateData?.UserData;
    if (!encoded) throw new Error('the launch template has no user data');
    return Buffer.from(encoded, 'base64').toString('utf8');
  }

  /** The ARN of the role in an instance profile. */
  async roleOf(profileArn: string): Promise<string> {
    const name = profileArn.slice(profileArn.lastIndexOf('/') + 1);
    const { InstanceProfile } = await this.iam.send(
      new GetInstanceProfileCommand({ InstanceProfileName: name }),
    );
    const arn = InstanceProfile?.Roles?.[0]?.Arn;
    if (!arn) throw new Error(`no role in ${name}`);
    return arn;
  }

  /** Credentials as EC2 gives them to an instance: its id is the session's name, so policies and functions know it. */
  async credentials(roleArn: string, instanceId: string): Promise<InstanceCredentials> {
    const how = { session: instanceId, seconds: sessionSeconds };
    const { accessKeyId, secretAccessKey, sessionToken } = await assumeRole(this.sts, roleArn, how);
    return {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      Token: sessionToken,
      Expiration: new Date(Date.now() + shownSeconds * 1000),
    };
  }
}

function guestOf({ InstanceId, State, Tags = [], IamInstanceProfile }: Instance): Guest[] {
  const state =
    State?.Name === 'running' || State?.Name === 'stopped' || State?.Name === 'terminated'
      ? State.Name
      : undefined;
  if (!InstanceId || !state) return [];
  const tags = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  return [{ instanceId: InstanceId, state, tags, profileArn: IamInstanceProfile?.Arn ?? '' }];
}

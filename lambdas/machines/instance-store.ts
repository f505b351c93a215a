import {
  type _InstanceType,
  type Instance as Described,
  DescribeInstancesCommand,
  type DescribeInstancesCommandInput,
  EC2Client,
  type Filter,
  ModifyInstanceAttributeCommand,
  paginateDescribeInstances,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { MACHINE_TAG, STAGE_TAG, USER_TAG } from '../../contracts/machines/names.ts';
import type { MachineFailure } from '../../contracts/machines/stores.ts';
import { machine as offer } from '../../policy/machines.ts';
import { env } from '../platform/env.ts';
import { stopTimeOf } from './stop-time.ts';

/** An instance as EC2 knows it. */
export interface Instance {
  readonly instanceId: string;
  readonly instanceType: string;
  readonly state: 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped';
  /** When EC2 last started it; milliseconds since 1970. */
  readonly startedAt: number;
  /** When it was last stopped or terminated, where EC2 says so. */
  readonly stoppedAt: number | undefined;
  readonly machineId: string | undefined;
  readonly userId: string | undefined;
}

/** What a launch puts on the instance: its runner reads all but the account from there. */
export interface InstanceTags {
  readonly machine: string;
  readonly user: string;
  readonly queue: string;
  readonly api: string;
}

/** Thrown when EC2 gives no instance of any type on offer in any zone; the last refusal says why. */
export class NoInstance extends Error {
  override readonly name = 'NoInstance';
  readonly failure: MachineFailure;

  constructor(failure: MachineFailure) {
    super(failure);
    this.failure = failure;
  }
}

/** EC2's words for a refusal, and ours. */
const refusals: Readonly<Record<string, MachineFailure>> = {
  InsufficientInstanceCapacity: 'no_capacity',
  InsufficientHostCapacity: 'no_capacity',
  Unsupported: 'no_capacity',
  InsufficientFreeAddressesInSubnet: 'no_addresses',
  VcpuLimitExceeded: 'quota_reached',
  PendingVerification: 'account_unverified',
};
/** What another zone or type does not help. */
const ofTheAccount: readonly MachineFailure[] = ['quota_reached', 'account_unverified'];
const alive = ['pending', 'running', 'stopping', 'stopped'];

/** Where machines run: few methods, so that another backend can stand behind them. */
export class Instances {
  private readonly ec2: EC2Client;
  private readonly stage: string;

  constructor(ec2 = new EC2Client({}), stage = env('MACHINE_STAGE')) {
    this.ec2 = ec2;
    this.stage = stage;
  }

  /** The living instance of a machine. EC2 may need some seconds to find a new one; the client token covers these. */
  async find(machineId: string): Promise<Instance | undefined> {
    const Filters = this.alive({ Name: `tag:${MACHINE_TAG}`, Values: [machineId] });
    const [found] = await this.describe({ Filters });
    return found;
  }

  /** An instance by its id; EC2 forgets a terminated one after an hour or so. */
  async read(instanceId: string): Promise<Instance | undefined> {
    try {
      const [found] = await this.describe({ InstanceIds: [instanceId] });
      return found;
    } catch (error) {
      if (error instanceof Error && error.name === 'InvalidInstanceID.NotFound') return undefined;
      throw error;
    }
  }

  /** Every instance of our stage that is not gone. */
  async *all(): AsyncGenerator<Instance> {
    const Filters = this.alive({ Name: 'tag-key', Values: [MACHINE_TAG] });
    for await (const page of paginateDescribeInstances({ client: this.ec2 }, { Filters }))
      yield* instancesOf(page.Reservations);
  }

  /** Launches where there is room: each subnet, then each sibling type. `token` makes a retry find the first attempt. */
  async launch(token: string, tags: InstanceTags): Promise<Instance> {
    const subnets = env('MACHINE_SUBNETS').split(',');
    const choices = offer.siblings.flatMap((type) => subnets.map((subnet) => ({ type, subnet })));
    return firstOf(choices, ({ type, subnet }, index) =>
      // Other parameters under the same token are refused, so each choice has its own.
      this.run(`${token}-${index}`, type, subnet, tags),
    );
  }

  /** Starts a stopped instance, as a sibling type where its own has no room. */
  async start(instance: Instance): Promise<void> {
    const { instanceId } = instance;
    const types = [instance.instanceType, ...offer.siblings.filter((type) => type !== instance.instanceType)];
    await firstOf(types, async (Value) => {
      if (Value !== instance.instanceType)
        await this.ec2.send(
          new ModifyInstanceAttributeCommand({ InstanceId: instanceId, InstanceType: { Value } }),
        );
      return this.ec2.send(new StartInstancesCommand({ InstanceIds: [instanceId] }));
    });
  }

  async stop(instanceId: string): Promise<void> {
    await this.ec2.send(new StopInstancesCommand({ InstanceIds: [instanceId] }));
  }

  async terminate(instanceId: string): Promise<void> {
    await this.ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
  }

  private async run(
    ClientToken: string,
    type: _InstanceType,
    SubnetId: string,
    tags: InstanceTags,
  ): Promise<Instance> {
    const named = Object.entries({ ...tags, stage: this.stage }).map(([name, Value]) => ({
      Key: `cloister:${name}`,
      Value,
    }));
    const owned = named.filter(({ Key }) => [MACHINE_TAG, USER_TAG, STAGE_TAG].includes(Key));
    const { Instances } = await this.ec2.send(
      new RunInstancesCommand({
        ClientToken,
        MinCount: 1,
        MaxCount: 1,
        LaunchTemplate: { LaunchTemplateId: env('MACHINE_TEMPLATE'), Version: '$Latest' },
        InstanceType: type,
        SubnetId,
        SecurityGroupIds: [env('MACHINE_SECURITY_GROUP')],
        IamInstanceProfile: { Arn: env('MACHINE_PROFILE') },
        MetadataOptions: {
          HttpTokens: 'required',
          HttpPutResponseHopLimit: 1,
          InstanceMetadataTags: 'enabled',
        },
        TagSpecifications: [
          { ResourceType: 'instance', Tags: named },
          { ResourceType: 'volume', Tags: owned },
        ],
      }),
    );
    const [launched] = Instances?.flatMap(instanceOf) ?? [];
    if (launched === undefined) throw new Error('EC2 launched nothing');
    return launched;
  }

  /** What is not gone, by one more filter: of another stage in the same account nothing is seen. */
  private alive(filter: Filter): Filter[] {
    const ofStage = { Name: `tag:${STAGE_TAG}`, Values: [this.stage] };
    return [filter, ofStage, { Name: 'instance-state-name', Values: alive }];
  }

  private async describe(input: DescribeInstancesCommandInput): Promise<Instance[]> {
    return instancesOf((await this.ec2.send(new DescribeInstancesCommand(input))).Reservations);
  }
}

/** What the first choice that EC2 does not refuse gives. */
async function firstOf<Choice, Given>(
  choices: readonly Choice[],
  attempt: (choice: Choice, index: number) => Promise<Given>,
): Promise<Given> {
  let failure: MachineFailure = 'no_capacity';
  for (const [index, choice] of choices.entries()) {
    try {
      return await attempt(choice, index);
    } catch (error) {
      const refused = error instanceof Error ? refusals[error.name] : undefined;
      if (refused === undefined) throw error;
      failure = refused;
      if (ofTheAccount.includes(failure)) break;
    }
  }
  throw new NoInstance(failure);
}

const instancesOf = (
  reservations: readonly { readonly Instances?: Described[] | undefined }[] = [],
): Instance[] => reservations.flatMap(({ Instances = [] }) => Instances.flatMap(instanceOf));

function instanceOf(instance: Described): Instance[] {
  const {
    InstanceId: instanceId,
    InstanceType: instanceType,
    LaunchTime,
    State,
    StateTransitionReason,
    Tags = [],
  } = instance;
  if (!instanceId || !instanceType || !LaunchTime || !State?.Name) return [];
  const tag = (name: string) => Tags.find(({ Key }) => Key === name)?.Value;
  return [
    {
      instanceId,
      instanceType,
      state: State.Name,
      startedAt: LaunchTime.getTime(),
      stoppedAt: stopTimeOf(StateTransitionReason),
      machineId: tag(MACHINE_TAG),
      userId: tag(USER_TAG),
    },
  ];
}

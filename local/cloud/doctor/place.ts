import dns from 'node:dns/promises';
import { paginateDescribeStacks, type Stack } from '@aws-sdk/client-cloudformation';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { type RegionGroup, regionGroupOf, regionGroups } from '../../../policy/models.ts';
import { profiles } from '../../../policy/profiles/all.ts';
import { OperatorFault } from '../fault.ts';
import type { Order } from '../operator-settings.ts';
import { Clients } from './clients.ts';

/** CloudFront's certificate and web ACL are there, wherever home is. */
export const EDGE_REGION = 'us-east-1';

export type Dns = Pick<typeof dns, 'resolveCaa' | 'resolveNs' | 'resolveTxt'>;

/** What is looked at: an order, the account that it is for, and what is deployed of it. */
export interface Place {
  readonly order: Order;
  readonly clients: Clients;
  readonly dns: Dns;
  readonly account: string;
  readonly caller: string;
  readonly home: string;
  readonly group: RegionGroup;
  /** Where models may answer from: zero retention is set in each. */
  readonly destinations: readonly string[];
  readonly hasMachines: boolean;
  /** All stacks of a Region. */
  readonly stacksIn: (region: string) => Promise<readonly Stack[]>;
  /** Those of this stage, at home and at the edge; none before the first deployment. */
  readonly ours: () => Promise<readonly Stack[]>;
}

export async function findPlace(order: Order, clients: Clients, names: Dns): Promise<Place> {
  const { region: home } = order.settings;
  const group = regionGroupOf(home);
  if (group === undefined) throw new OperatorFault(`No model keeps its promise in ${home}.`);
  const { Account = '', Arn = '' } = await callerOf(clients, home);
  const asked = new Map<string, Promise<readonly Stack[]>>();
  const stacksIn = (region: string) => {
    const stacks = asked.get(region) ?? readStacks(clients, region);
    asked.set(region, stacks);
    return stacks;
  };
  return {
    ...{ order, clients, dns: names, account: Account, caller: Arn, home, group, stacksIn },
    destinations: regionGroups[group],
    hasMachines: profiles[order.profile].capabilities.includes('machines'),
    ours: async () => {
      const stacks = await Promise.all([...new Set([home, EDGE_REGION])].map(stacksIn));
      return stacks.flat().filter(({ StackName }) => StackName?.startsWith(`cloister-${order.stage}-`));
    },
  };
}

/** Does a command's work at its place, and hangs up whatever comes of it. */
export async function atPlace<T>(order: Order, work: (place: Place) => Promise<T>): Promise<T> {
  const clients = new Clients();
  try {
    return await work(await findPlace(order, clients, dns));
  } finally {
    clients.close();
  }
}

async function callerOf(clients: Clients, home: string) {
  try {
    return await clients.sts(home).send(new GetCallerIdentityCommand({}));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new OperatorFault(
      `AWS does not know you: ${why}\nSign in first, for example with "aws sso login".`,
    );
  }
}

/** All stacks of a Region, as they are now. */
export async function readStacks(clients: Clients, region: string): Promise<readonly Stack[]> {
  const stacks: Stack[] = [];
  const pages = paginateDescribeStacks({ client: clients.cloudFormation(region) }, {});
  for await (const { Stacks = [] } of pages) stacks.push(...Stacks);
  return stacks;
}

/** Whether anything of this stage stands: some things are bad only then. */
export const isDeployed = async ({ ours }: Place): Promise<boolean> => (await ours()).length > 0;

/** The principal that policies name; a session names its role without the role's path. */
export async function principalOf({ caller, clients, home }: Place): Promise<string> {
  const role = /:assumed-role\/([^/]+)\//.exec(caller)?.[1];
  if (role === undefined) return caller;
  const { Role } = await clients.iam(home).send(new GetRoleCommand({ RoleName: role }));
  return Role?.Arn ?? caller;
}

import { DescribeAddressesCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  paginateListServiceQuotas,
} from '@aws-sdk/client-service-quotas';
import type { Model } from '../../../policy/models.ts';
import { offeredModels } from './catalogue.ts';
import type { Check } from './check.ts';
import { bad, type Finding, good, lookAtEach, unlessFault, warns } from './finding.ts';
import { isDeployed, type Place } from './place.ts';

/** A quota by its code in Service Quotas, and what a deployment takes of it. */
interface Need {
  readonly of: string;
  readonly service: string;
  readonly code: string;
  /** Below it a deployment or its first machine fails. */
  readonly least: number;
  /** Below it few people are many. */
  readonly enough: number;
  /** How many of them are taken already. */
  readonly taken?: (place: Place) => Promise<number>;
}

/** AWS keeps so many for functions without a reservation, and so gives none away below it. */
const LEAST_CONCURRENCY = 100;
/** Of every account sooner or later; a new one often begins with 10. Each open answer holds one. */
const USUAL_CONCURRENCY = 1_000;
/** A machine has two, and in dev its way out is an instance with two more. */
const VCPUS = 2;

const machineNeeds = ({ order }: Place): readonly Need[] => [
  {
    of: 'vCPUs of standard instances',
    service: 'ec2',
    code: 'L-1216C47A',
    least: order.stage === 'dev' ? 2 * VCPUS : VCPUS,
    enough: 16 * VCPUS,
  },
  {
    of: 'elastic IP addresses',
    service: 'ec2',
    code: 'L-0263D0A3',
    // One a NAT gateway; dev has none.
    least: order.stage === 'prod' ? 3 : 0,
    enough: 0,
    taken: async ({ clients, home }) =>
      (await clients.ec2(home).send(new DescribeAddressesCommand({}))).Addresses?.length ?? 0,
  },
];

const needs = (place: Place): readonly Need[] => [
  {
    of: 'VPCs',
    service: 'vpc',
    code: 'L-F678F1CE',
    least: place.hasMachines ? 2 : 1,
    enough: 0,
    taken: async ({ clients, home }) =>
      (await clients.ec2(home).send(new DescribeVpcsCommand({}))).Vpcs?.length ?? 0,
  },
  { of: 'interface endpoints of a VPC', service: 'vpc', code: 'L-29B6F2EB', least: 2, enough: 0 },
  {
    of: 'requests a second of all APIs',
    service: 'apigateway',
    code: 'L-8A5B8E43',
    least: 100,
    enough: 1_000,
  },
  ...(place.hasMachines ? machineNeeds(place) : []),
];

/** What AWS gives an account, against what this profile takes of it. */
export const quotasCheck: Check = {
  name: 'quotas',
  look: async (place) => [
    ...(await lookAtEach(['functions at once'], String, (of) => concurrency(place, of))),
    ...(await lookAtEach(
      needs(place),
      ({ of }) => of,
      (need) => judge(place, need),
    )),
    ...(await tokens(place)),
  ],
};

const raise = (service: string, code: string, home: string, value: number) =>
  `aws service-quotas request-service-quota-increase --region ${home} --service-code ${service} --quota-code ${code} --desired-value ${value}`;

async function concurrency({ clients, home, order }: Place, of: string): Promise<Finding> {
  const { AccountLimit } = await clients.lambda(home).send(new GetAccountSettingsCommand({}));
  const all = AccountLimit?.ConcurrentExecutions ?? 0;
  const todo = `Ask for ${USUAL_CONCURRENCY}: ${raise('lambda', 'L-B99A9384', home, USUAL_CONCURRENCY)}`;
  if (all >= USUAL_CONCURRENCY) return good(of, String(all));
  return all < LEAST_CONCURRENCY || order.stage === 'prod'
    ? bad(of, String(all), todo)
    : warns(of, String(all), todo);
}

async function judge(place: Place, need: Need): Promise<Finding> {
  const { of, service, code, least, enough } = need;
  const value = await readQuota(place, need);
  // What stands has taken its own already.
  const taken = (await isDeployed(place)) ? 0 : ((await need.taken?.(place)) ?? 0);
  const saw = taken > 0 ? `${value}, of which ${taken} are taken` : String(value);
  const todo = `Ask for more: ${raise(service, code, place.home, Math.max(least + taken, enough))}`;
  if (value - taken < least) return bad(of, `${saw}; this profile takes ${least}`, todo);
  return value < enough ? warns(of, saw, todo) : good(of, saw);
}

/** The account's own value; AWS knows none where nobody ever asked for another than the usual one. */
async function readQuota({ clients, home }: Place, { service, code }: Need): Promise<number> {
  const which = { ServiceCode: service, QuotaCode: code };
  const client = clients.quotas(home);
  const own = await unlessFault(client.send(new GetServiceQuotaCommand(which)), 'NoSuchResourceException');
  const { Quota } = own ?? (await client.send(new GetAWSDefaultServiceQuotaCommand(which)));
  if (Quota?.Value === undefined) throw new Error(`AWS names no value of ${service} ${code}`);
  return Quota.Value;
}

/** Bedrock's tokens a minute have a quota a model and no code that is known before, so they are found by their names. */
function tokens(place: Place): Promise<readonly Finding[]> {
  let reading: Promise<ReadonlyMap<string, number>> | undefined;
  return lookAtEach(offeredModels(place), of, async (model) => {
    reading ??= readTokens(place);
    const name = nameOf(model);
    const found = [...(await reading)].find(([quota]) => quota.includes(name));
    return tokensOf(model, found?.[1], place.home);
  });
}

const of = ({ id }: Model) => `tokens a minute of ${id}`;
/** Maker and name are parted by a word in some of them: "Anthropic Claude Sonnet 4.5 V1". */
const nameOf = ({ label }: Model) => ` ${label} `;

function tokensOf(model: Model, value: number | undefined, home: string): Finding {
  const todo = `Look at it in Service Quotas, ${home}, Amazon Bedrock, and ask for more.`;
  if (value === undefined) return warns(of(model), `no quota is named after ${model.label}`, todo);
  if (value === 0) return bad(of(model), '0: every call is refused', todo);
  return value < model.contextTokens
    ? warns(of(model), `${value}: less than one conversation of ${model.contextTokens} tokens`, todo)
    : good(of(model), String(value));
}

async function readTokens({ clients, home }: Place): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const pages = paginateListServiceQuotas({ client: clients.quotas(home) }, { ServiceCode: 'bedrock' });
  for await (const { Quotas = [] } of pages) {
    for (const { QuotaName = '', Value = 0 } of Quotas)
      if (QuotaName.startsWith('Cross-region model inference tokens per minute'))
        found.set(`${QuotaName} `, Value);
  }
  return found;
}

import { Lambda } from '@aws-sdk/client-lambda';
import type * as z from 'zod/mini';
import { tokens } from '../../../contracts/accounts/stores.ts';
import { type CustomerId, newId, type UserId } from '../../../contracts/ids.ts';
import type { Route } from '../../../contracts/spec/route.ts';
import type { TableSpec } from '../../../contracts/spec/store.ts';
import { hashToken } from '../../../lambdas/platform/auth/token.ts';
import { plainItem } from '../../../lambdas/platform/dynamo/items.ts';
import { type PlanId, planIds } from '../../../policy/plans.ts';
import { EmulatedAws } from '../deployment/aws.ts';
import { openShared } from '../deployment/open.ts';
import { accountOf, change, documentsOf, itemsOf } from '../evidence/storage.ts';
import { at } from '../evidence/template.ts';
import type { Stage } from '../kill-points/mortal-function.ts';
import { machineRequest } from '../machine-request.ts';
import type { ApiCall, ApiLine, Person, Target } from '../target.ts';

/** Whose data it is, by both ids. */
export interface Owner {
  readonly userId: UserId;
  readonly customerId: CustomerId;
  readonly plan: PlanId;
}

type Item = Readonly<Record<string, unknown>>;

/** What journeys do with a deployment. Whatever does not go well throws. */
export class World {
  readonly stage: Stage;
  readonly aws: EmulatedAws;
  readonly parts: Pick<Target, 'api' | 'stream' | 'people' | 'aws' | 'models'>;
  private readonly lambda: Lambda;
  private readonly physical = new Map<string, Promise<string>>();

  constructor(stage: Stage) {
    this.stage = stage;
    this.aws = new EmulatedAws(stage.deployment);
    this.parts = openShared(stage.deployment).parts;
    this.lambda = this.aws.client(Lambda);
  }

  /** A person with an account, whose session was not used today: the next call notes it. */
  async person(): Promise<Person & Owner> {
    const person = await this.parts.people.fresh();
    const { userId, customerId, plan } = await accountOf(this, person);
    await this.unuse(person);
    return { ...person, userId, customerId, plan };
  }

  /** An owner whom no account knows: enough where nobody asks for one. */
  nobody(): Owner {
    return { userId: newId('account'), customerId: newId('customer'), plan: planIds[0] };
  }

  /** Lets the last use of a session be of another day. */
  unuse({ session }: Pick<Person, 'session'>): Promise<void> {
    return change(this.parts, tokens, { tokenHash: hashToken(session) }, { lastUsedOn: '2020-01-01' });
  }

  /** Calls the API as somebody: `'POST /v1/machine'`. */
  async call(as: ApiCall['as'], line: ApiLine, body?: unknown): Promise<unknown> {
    const answer = await this.parts.api(line, { as, body });
    if (answer.status >= 300) throw new Error(`${line} was answered ${answer.status}`);
    return answer.body;
  }

  /** The physical name of a function. */
  nameOf(name: string): Promise<string> {
    const found = this.physical.get(name) ?? this.aws.functionNamed(name);
    this.physical.set(name, found);
    return found;
  }

  /** Invokes the deployed function itself and gives what it answers. */
  async invoke(name: string, event: unknown): Promise<unknown> {
    const FunctionName = await this.nameOf(name);
    const done = await this.lambda.invoke({ FunctionName, Payload: JSON.stringify(event) });
    if (done.FunctionError !== undefined) throw new Error(`${name} failed`);
    return JSON.parse(new TextDecoder().decode(done.Payload) || 'null');
  }

  /** Steps of a workflow, one after the other; the workflow itself is not started. */
  async steps(
    name: string,
    { userId }: Pick<Owner, 'userId'>,
    id: string,
    ...steps: readonly string[]
  ): Promise<void> {
    for (const step of steps) await this.invoke(name, { step, userId, id, token: 'of nobody' });
  }

  /** Tells a function that an item changed, as its table's stream does. */
  async changed(name: string, keys: Readonly<Record<string, string>>): Promise<void> {
    const Keys = Object.fromEntries(Object.entries(keys).map(([key, S]) => [key, { S }]));
    const told = await this.invoke(name, { Records: [{ eventID: '1', dynamodb: { Keys } }] });
    if (at(told, 'batchItemFailures', '0') !== undefined)
      throw new Error(`${name} could not handle a change`);
  }

  /** A request of the machines' API, as the gateway hands it over once it has checked who signed it. */
  async report(
    name: string,
    route: Route,
    instanceId: string,
    runId: string,
    body?: unknown,
  ): Promise<unknown> {
    const answer = await this.invoke(name, machineRequest(route, instanceId, runId, body));
    const status = Number(at(answer, 'statusCode'));
    if (status >= 300) throw new Error(`${route.id} was answered ${status}`);
    const text = at(answer, 'body');
    return typeof text === 'string' && text !== '' ? JSON.parse(text) : undefined;
  }

  /** Puts an item that needs no key. */
  async put<Shape extends z.ZodMiniObject>(spec: TableSpec<Shape>, item: z.output<Shape>): Promise<void> {
    const TableName = this.aws.nameOf(spec.name);
    await documentsOf(this).put({ TableName, Item: plainItem(spec, item) });
  }

  items(spec: TableSpec, subject: string): Promise<readonly Item[]> {
    return itemsOf(this.parts, spec, subject);
  }

  change(spec: TableSpec, key: Item, attributes: Item): Promise<void> {
    return change(this.parts, spec, key, attributes);
  }
}

import { IAM } from '@aws-sdk/client-iam';
import { Lambda } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { isUnresolved } from '../../../local/emulator-gaps.ts';
import type { EmulatedAws } from '../deployment/aws.ts';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const document = z.looseObject({
  Statement: z.array(z.looseObject({ Effect: z.literal('Allow'), Action: oneOrMore, Resource: oneOrMore })),
});
type Document = z.infer<typeof document>;

/** One action on one resource that a role is granted. */
export interface Granted {
  readonly action: string;
  readonly resource: string;
}

/** A policy of a role, wherever IAM keeps it. */
interface Policy {
  readonly document: Document;
  readonly replace: (next: Document) => Promise<unknown>;
}

/** Decoded from how IAM hands policies out. */
const readDocument = (text = ''): Document => document.parse(JSON.parse(decodeURIComponent(text)));

/** What the role of a deployed function is granted, and how it fares without a part of it. */
export class FunctionRole {
  private readonly policies: readonly Policy[];

  private constructor(policies: readonly Policy[]) {
    this.policies = policies;
  }

  /** The role of a function by the name in its spec. */
  static async of(aws: EmulatedAws, functionName: string): Promise<FunctionRole> {
    const FunctionName = await aws.functionNamed(functionName);
    const { Role = '' } = await aws.client(Lambda).getFunctionConfiguration({ FunctionName });
    const RoleName = Role.slice(Role.lastIndexOf('/') + 1);
    const iam = aws.client(IAM);
    const [inline, attached] = await Promise.all([
      iam.listRolePolicies({ RoleName }),
      iam.listAttachedRolePolicies({ RoleName }),
    ]);
    return new FunctionRole(
      await Promise.all([
        ...(inline.PolicyNames ?? []).map((name) => inlinePolicy(iam, RoleName, name)),
        ...(attached.AttachedPolicies ?? []).map(({ PolicyArn }) => managedPolicy(iam, PolicyArn)),
      ]),
    );
  }

  get granted(): readonly Granted[] {
    const all = this.policies.flatMap(({ document: { Statement } }) =>
      Statement.flatMap(({ Action, Resource }) =>
        Action.flatMap((action) => Resource.map((resource) => ({ action, resource }))),
      ),
    );
    return all.filter((one) => !isStandIn(one));
  }

  /** Does something while one grant is missing; it is back afterwards, whatever happens. */
  async without<T>(taken: Granted, work: () => Promise<T>): Promise<T> {
    const holding = this.policies.filter(({ document: whole }) => remove(whole, taken) !== whole);
    if (holding.length === 0) throw new Error(`${taken.action} is not granted`);
    try {
      for (const { document: whole, replace } of holding) await replace(remove(whole, taken));
      return await work();
    } finally {
      for (const { document: whole, replace } of holding) await replace(whole);
    }
  }
}

/** What stands beside a grant whose resource the emulator does not find: it is no grant of ours, and goes with it. */
const isStandIn = ({ action, resource }: Granted): boolean => isUnresolved(action) && resource === '*';

/** A document without a grant; the very same where it has none of it. */
function remove(whole: Document, { action, resource }: Granted): Document {
  const holds = ({ Action, Resource }: Document['Statement'][number]) =>
    Action.includes(action) &&
    (Resource.includes(resource) || Resource.some((one) => isStandIn({ action, resource: one })));
  if (!whole.Statement.some(holds)) return whole;
  const Statement = whole.Statement.flatMap((statement) => {
    if (!holds(statement)) return [statement];
    const { Action, Resource } = statement;
    const goes = (one: string) => one === resource || isStandIn({ action, resource: one });
    return [
      { ...statement, Action: Action.filter((one) => one !== action) },
      { ...statement, Action: [action], Resource: Resource.filter((one) => !goes(one)) },
    ].filter(({ Action: actions, Resource: resources }) => actions.length > 0 && resources.length > 0);
  });
  return { ...whole, Statement };
}

async function inlinePolicy(iam: IAM, RoleName: string, PolicyName: string): Promise<Policy> {
  const found = await iam.getRolePolicy({ RoleName, PolicyName });
  return {
    document: readDocument(found.PolicyDocument),
    replace: (next) => iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument: JSON.stringify(next) }),
  };
}

/** CDK puts what is too long for a role into a policy of its own. */
async function managedPolicy(iam: IAM, PolicyArn: string | undefined): Promise<Policy> {
  const current = async () => (await iam.getPolicy({ PolicyArn })).Policy?.DefaultVersionId;
  const VersionId = await current();
  const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn, VersionId });
  return {
    document: readDocument(PolicyVersion?.Document),
    async replace(next) {
      const before = await current();
      await iam.createPolicyVersion({
        PolicyArn,
        PolicyDocument: JSON.stringify(next),
        SetAsDefault: true,
      });
      // IAM keeps five at most.
      await iam.deletePolicyVersion({ PolicyArn, VersionId: before });
    },
  };
}

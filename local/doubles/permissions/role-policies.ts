import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { adminClient } from '../../emulator/account.ts';
import { type PolicyDocument, policyDocument } from './policy-evaluation.ts';

export interface RolePolicies {
  readonly identity: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument | undefined;
}

/** Short, so that a permission that is taken away is soon felt. */
const rememberedMs = 2000;

/** What the emulator's IAM lets roles do, read afresh every two seconds at most. */
export class RoleRegister {
  private readonly iam: IAMClient;
  private readonly known = new Map<
    string,
    { readonly until: number; readonly policies: Promise<RolePolicies> }
  >();

  constructor(emulatorEndpoint: string) {
    this.iam = new IAMClient(adminClient(emulatorEndpoint));
  }

  policiesOf(role: string): Promise<RolePolicies> {
    const found = this.known.get(role);
    if (found && found.until > Date.now()) return found.policies;
    const policies = this.read(role);
    this.known.set(role, { until: Date.now() + rememberedMs, policies });
    policies.catch(() => this.known.delete(role));
    return policies;
  }

  close(): void {
    this.iam.destroy();
  }

  private async read(RoleName: string): Promise<RolePolicies> {
    const [role, inline, attached] = await Promise.all([
      this.iam.send(new GetRoleCommand({ RoleName })),
      this.iam.send(new ListRolePoliciesCommand({ RoleName })),
      this.iam.send(new ListAttachedRolePoliciesCommand({ RoleName })),
    ]);
    const identity = await Promise.all([
      ...(inline.PolicyNames ?? []).map(async (PolicyName) => {
        const policy = await this.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
        return documentOf(policy.PolicyDocument);
      }),
      ...(attached.AttachedPolicies ?? []).map((policy) => this.managed(policy.PolicyArn)),
    ]);
    const boundary = role.Role?.PermissionsBoundary?.PermissionsBoundaryArn;
    return { identity, boundary: boundary === undefined ? undefined : await this.managed(boundary) };
  }

  private async managed(PolicyArn: string | undefined): Promise<PolicyDocument> {
    const policy = await this.iam.send(new GetPolicyCommand({ PolicyArn }));
    const VersionId = policy.Policy?.DefaultVersionId;
    const version = await this.iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    return documentOf(version.PolicyVersion?.Document);
  }
}

/** IAM hands policies out percent-encoded. */
function documentOf(text: string | undefined): PolicyDocument {
  return policyDocument.parse(JSON.parse(decodeURIComponent(text ?? '')));
}

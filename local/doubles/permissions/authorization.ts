import { type Caller, identifyCaller, type SignedRequest } from './caller.ts';
import { isAllowed } from './policy-evaluation.ts';
import { RoleRegister } from './role-policies.ts';

/** Something that a request asks to do: one action on each of these resources. */
export interface Intent {
  readonly action: string;
  readonly region: string;
  readonly resources: (account: string) => readonly Resource[];
}

/** A resource, and what only conditions on this one may look at (names in lower case). */
export interface Resource {
  readonly arn: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** The verdict on a request; `caller` is a role's name, or `administrator`. */
export type Verdict =
  | { readonly allowed: true; readonly caller: string }
  | {
      readonly allowed: false;
      readonly caller?: string;
      readonly status: number;
      readonly code: string;
      readonly message: string;
    };

/** Asks the emulator who calls and what its IAM lets it do, which it does not ask itself for what a double plays. */
export class Authorization {
  private readonly endpoint: string;
  private readonly roles: RoleRegister;

  constructor(emulatorEndpoint: string) {
    this.endpoint = emulatorEndpoint;
    this.roles = new RoleRegister(emulatorEndpoint);
  }

  async judge(request: SignedRequest, intent: Intent): Promise<Verdict> {
    const caller = await identifyCaller(this.endpoint, request);
    if (caller.kind === 'unknown')
      return { allowed: false, status: 403, code: caller.code, message: caller.message };
    if (caller.kind === 'administrator') return { allowed: true, caller: caller.kind };
    const refused = await this.refusedResource(caller, intent);
    if (refused === undefined) return { allowed: true, caller: caller.name };
    const message = `User: ${caller.arn} is not authorized to perform: ${intent.action} on resource: ${refused} because no identity-based policy allows the ${intent.action} action`;
    return { allowed: false, caller: caller.name, status: 403, code: 'AccessDeniedException', message };
  }

  close(): void {
    this.roles.close();
  }

  private async refusedResource(
    caller: Caller & { kind: 'role' },
    intent: Intent,
  ): Promise<string | undefined> {
    const policies = await this.roles.policiesOf(caller.name);
    const refused = intent.resources(caller.account).find(({ arn, context: ofResource }) => {
      const context = {
        'aws:requestedregion': intent.region,
        'aws:principalaccount': caller.account,
        'aws:principalarn': `arn:aws:iam::${caller.account}:role/${caller.name}`,
        'aws:securetransport': 'true',
        ...ofResource,
      };
      return !isAllowed(policies, { action: intent.action, resource: arn, context });
    });
    return refused?.arn;
  }
}

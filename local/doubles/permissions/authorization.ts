import { regionGroups } from '../../../policy/models.ts';
import { type Caller, identifyCaller, type SignedRequest } from './caller.ts';
import { isAllowed } from './policy-evaluation.ts';
import { RoleRegister } from './role-policies.ts';

/** Something that a request asks to do: one action on each of these resources. */
export interface Intent {
  readonly action: string;
  readonly region: string;
  readonly resources: (account: string) => readonly { readonly arn: string; readonly profile?: string }[];
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

/** Asks the emulator who calls and what its IAM lets it do, which the emulator does not ask itself for Bedrock. */
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
    const refused = intent.resources(caller.account).find(({ arn, profile }) => {
      const context = {
        'aws:requestedregion': intent.region,
        'aws:principalaccount': caller.account,
        'aws:principalarn': `arn:aws:iam::${caller.account}:role/${caller.name}`,
        'aws:securetransport': 'true',
        ...(profile === undefined ? {} : { 'bedrock:inferenceprofilearn': profile }),
      };
      return !isAllowed(policies, { action: intent.action, resource: arn, context });
    });
    return refused?.arn;
  }
}

/**
 * What a caller must be allowed to call a model: the model itself, or the inference profile and its model in
 * every Region where the profile may send the call.
 */
export function modelResources(modelId: string, region: string): Intent['resources'] {
  if (modelId.startsWith('arn:')) return () => [{ arn: modelId }];
  const [prefix = '', ...rest] = modelId.split('.');
  const group = Object.entries(regionGroups).find(([name]) => name === prefix)?.[1];
  const model = (where: string, id: string): string => `arn:aws:bedrock:${where}::foundation-model/${id}`;
  if (!group && prefix !== 'global') return () => [{ arn: model(region, modelId) }];
  return (account) => {
    const profile = `arn:aws:bedrock:${region}:${account}:inference-profile/${modelId}`;
    const destinations: readonly string[] = group ?? [region];
    return [
      { arn: profile },
      ...destinations.map((where) => ({ arn: model(where, rest.join('.')), profile })),
    ];
  };
}

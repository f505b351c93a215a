import { accounts, tokens } from '../../contracts/accounts/stores.ts';
import { apiOf, type Route } from '../../contracts/spec/route.ts';
import type { TableSpec } from '../../contracts/spec/store.ts';
import type { ModuleId } from '../../policy/modules.ts';
import type { Capability, Profile } from '../../policy/profile.ts';
import type * as grants from './grants/all.ts';
import { table } from './grants/all.ts';
import type * as triggers from './triggers/all.ts';

export * from './grants/all.ts';
export * from './triggers/all.ts';

/**
 * What a function may do, and the environment that goes with it: both come from the same line,
 * so a permission without its address, or an address without its permission, cannot be written.
 */
export type Grant = ReturnType<(typeof grants)[keyof typeof grants]> & {
  /** A profile without it has nothing to be granted: an inventory names the stores of all, a deployment has some. */
  readonly capability?: Capability | undefined;
};
/** What has a function called, besides its routes and workflows. */
export type Trigger = ReturnType<(typeof triggers)[keyof typeof triggers]>;

/** The stack that a function is in: its module's, and a stack before it for those that the machines' API calls. */
export type StackId = ModuleId | 'machine-api';

/** What a function is. Stacks iterate over these; a new endpoint touches no stack. */
export interface FunctionSpec {
  readonly name: string;
  readonly module: ModuleId;
  readonly capability?: Capability;
  /** `content`: may unwrap data keys, no way to the internet. `control`: metadata only. `relay`: one request to one fixed host. */
  readonly class: 'content' | 'control' | 'relay';
  /** A folder that goes into the function's code, under its own name. */
  readonly folder?: string;
  readonly routes: readonly Route[];
  readonly grants: readonly Grant[];
  readonly triggers: readonly Trigger[];
  /** MB. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  /** Constant settings about the policy that it applies, such as the welcome credits. */
  readonly settings: readonly SettingId[];
}

export const stackOf = ({ module, routes }: FunctionSpec): StackId =>
  routes.some((route) => apiOf(route) === 'machine') ? 'machine-api' : module;

/** What a deployment can tell its functions of itself. */
interface Facts {
  readonly profile: Profile;
  readonly origin: string;
  readonly region: string;
  readonly models: readonly { readonly id: string }[];
  readonly settings: { readonly privacyContact: string };
  readonly longestLife: number;
}

const settings = {
  product: ({ profile }: Facts) => profile.product,
  profile: ({ profile }: Facts) => profile.id,
  policyVersion: ({ profile }: Facts) => profile.policyRevised,
  origin: ({ origin }: Facts) => origin,
  homeRegion: ({ region }: Facts) => region,
  longestLife: ({ longestLife }: Facts) => String(longestLife),
  /** The models on offer, by their ids. */
  models: ({ models }: Facts) => models.map(({ id }) => id).join(','),
  privacyContact: (facts: Facts) => facts.settings.privacyContact,
};
export type SettingId = keyof typeof settings;

/** The environment that tells a function what it is told: `homeRegion` as `HOME_REGION`. */
export const settingsOf = (spec: FunctionSpec, facts: Facts): Record<string, string> =>
  Object.fromEntries(
    spec.settings.map((id) => [
      id.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
      settings[id](facts),
    ]),
  );

type Optional = 'routes' | 'grants' | 'triggers' | 'memory' | 'timeout' | 'settings';
type Declared = Omit<FunctionSpec, Optional> & Partial<Pick<FunctionSpec, Optional>>;

/**
 * Declares a function, whose handler `<name>.handler.ts` stands beside it. 256 MB and 15 seconds unless it says otherwise.
 * Where a route asks who calls, the grants of authentication come by themselves.
 */
export function defineFunction(declared: Declared): FunctionSpec {
  const spec = {
    routes: [],
    grants: [],
    triggers: [],
    memory: 256,
    timeout: 15,
    settings: [],
    ...declared,
  };
  const asks = spec.routes.some(({ permission }) => permission !== 'public' && permission !== 'machine');
  if (!asks) return spec;
  const admitting = [table(tokens, 'GetItem', 'UpdateItem'), table(accounts, 'GetItem')];
  const isGranted = ({ table: wanted }: { readonly table: TableSpec }) =>
    spec.grants.some(
      (grant) => grant.to === 'table' && grant.table === wanted && grant.actions.includes('GetItem'),
    );
  return {
    ...spec,
    settings: [...new Set<SettingId>([...spec.settings, 'origin'])],
    grants: [...admitting.filter((grant) => !isGranted(grant)), ...spec.grants],
  };
}

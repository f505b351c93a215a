import { tokens } from '../../contracts/accounts/stores.ts';
import type { KmsKeyId } from '../../contracts/platform/kms-keys.ts';
import { apiOf, type Route } from '../../contracts/spec/route.ts';
import type { BucketSpec, TableSpec } from '../../contracts/spec/store.ts';
import type { ModuleId } from '../../policy/modules.ts';
import type { Capability } from '../../policy/profile.ts';

export type TableAction =
  | 'GetItem'
  | 'Query'
  | 'Scan'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchWriteItem';
export type BucketAction = 'GetObject' | 'PutObject' | 'DeleteObject' | 'ListBucket';
export type KeyAction = 'Encrypt' | 'Decrypt' | 'GenerateDataKeyWithoutPlaintext' | 'Sign' | 'GetPublicKey';
export type WorkflowId =
  | 'launch-machine'
  | 'start-machine'
  | 'stop-machine'
  | 'end-machine'
  | 'run-agent'
  | 'export'
  | 'erase'
  | 'restore';
/** The stack that a function is in: its module's, and a stack before it for those that the machines' API calls. */
export type StackId = ModuleId | 'machine-api';

/** Part of a whole inventory, whose names are stored: such a grant brings no environment. */
type Naming = 'by-map';

/**
 * What a function may do, and the environment that goes with it: both come from the same line,
 * so a permission without its address, or an address without its permission, cannot be written.
 */
export type Grant =
  | {
      readonly to: 'table';
      readonly table: TableSpec;
      readonly actions: readonly TableAction[];
      readonly indexes: readonly string[];
      readonly named?: Naming;
    }
  | {
      readonly to: 'bucket';
      readonly bucket: BucketSpec;
      readonly actions: readonly BucketAction[];
      readonly named?: Naming;
    }
  | { readonly to: 'key'; readonly key: KmsKeyId; readonly actions: readonly KeyAction[] }
  | { readonly to: 'models' }
  | {
      readonly to: 'workflow';
      readonly workflow: WorkflowId;
      readonly actions: readonly ('StartExecution' | 'SendTaskSuccess')[];
    }
  | {
      readonly to: 'user-pool';
      readonly actions: readonly (
        | 'AdminGetUser'
        | 'AdminListUserAuthEvents'
        | 'AdminDeleteUser'
        | 'AdminDisableUser'
        | 'AdminEnableUser'
        | 'AdminUserGlobalSignOut'
        | 'ListUsers'
      )[];
    }
  | { readonly to: 'sign-in' }
  | {
      readonly to: 'machines';
      readonly actions: readonly string[];
      readonly capability?: Capability | undefined;
    }
  | { readonly to: 'machine-launch' }
  | {
      readonly to: 'machine-queues';
      readonly actions: readonly (
        | 'SendMessage'
        | 'CreateQueue'
        | 'TagQueue'
        | 'GetQueueUrl'
        | 'SetQueueAttributes'
        | 'DeleteQueue'
        | 'ListQueues'
      )[];
      readonly capability?: Capability | undefined;
    }
  | { readonly to: 'retention-guard' }
  | { readonly to: 'retention-mode' };

/** What a function is. Stacks iterate over these; a new endpoint touches no stack. */
export interface FunctionSpec {
  readonly name: string;
  readonly module: ModuleId;
  readonly capability?: Capability;
  /** `content`: may unwrap data keys, no way to the internet. `control`: metadata only. `relay`: one request to one fixed host. */
  readonly class: 'content' | 'control' | 'relay';
  /** The handler's file, from the repository's root. */
  readonly entry: string;
  /** A folder that goes into the function's code, under its own name. */
  readonly folder?: string;
  readonly routes: readonly Route[];
  readonly grants: readonly Grant[];
  /** MB. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  /** Called with the keys of changed items of a table. */
  readonly consumes?: TableSpec;
  /** Called on a schedule, in minutes. */
  readonly everyMinutes?: number;
  /** Constant settings about the policy that it applies, such as the welcome credits. */
  readonly settings: readonly SettingId[];
}

/** The stack of a function. */
export const stackOf = ({ module, routes }: FunctionSpec): StackId =>
  routes.some((route) => apiOf(route) === 'machine') ? 'machine-api' : module;

/** Values of the deployment that functions may be told; each is one environment variable. */
export const settings = {
  product: 'PRODUCT',
  profile: 'PROFILE',
  policyVersion: 'POLICY_VERSION',
  origin: 'ORIGIN',
  homeRegion: 'HOME_REGION',
  privacyContact: 'PRIVACY_CONTACT',
} as const;
export type SettingId = keyof typeof settings;

type Declared = Omit<FunctionSpec, 'routes' | 'grants' | 'memory' | 'timeout' | 'settings'> &
  Partial<Pick<FunctionSpec, 'routes' | 'grants' | 'memory' | 'timeout' | 'settings'>>;

/**
 * Declares a function. 256 MB and 15 seconds unless it says otherwise. Where a route asks who calls, the grants of
 * authentication come by themselves.
 */
export function defineFunction(declared: Declared): FunctionSpec {
  const spec = { routes: [], grants: [], memory: 256, timeout: 15, settings: [], ...declared };
  const asks = spec.routes.some(({ permission }) => permission !== 'public' && permission !== 'machine');
  if (!asks) return spec;
  const tokensGranted = spec.grants.some(
    (grant) => grant.to === 'table' && grant.table === tokens && grant.indexes.length === 0,
  );
  return {
    ...spec,
    settings: [...new Set<SettingId>([...spec.settings, 'origin'])],
    grants: tokensGranted ? spec.grants : [table(tokens, 'GetItem', 'UpdateItem'), ...spec.grants],
  };
}

/** Actions on a table; on indexes of it, name them with `indexes`. */
export const table = (spec: TableSpec, ...actions: TableAction[]): Grant => ({
  to: 'table',
  table: spec,
  actions,
  indexes: [],
});
/** Queries of one index of a table, and nothing of the table itself. */
export const index = (spec: TableSpec, name: string): Grant => ({
  to: 'table',
  table: spec,
  actions: ['Query'],
  indexes: [name],
});
export const bucket = (spec: BucketSpec, ...actions: BucketAction[]): Grant => ({
  to: 'bucket',
  bucket: spec,
  actions,
});
export const key = (id: KmsKeyId, ...actions: KeyAction[]): Grant => ({ to: 'key', key: id, actions });

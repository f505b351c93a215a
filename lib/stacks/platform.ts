import type { Stack } from 'aws-cdk-lib';
import type * as cognito from 'aws-cdk-lib/aws-cognito';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { KmsKeyId } from '../../contracts/platform/kms-keys.ts';
import type { WorkflowId } from '../../workflows/all.ts';
import type { Deployment } from '../config/deployment.ts';
import type { PersonalDataBucket } from '../constructs/personal-data-bucket.ts';
import type { PersonalDataTable } from '../constructs/personal-data-table.ts';
import type { Teller } from '../constructs/teller.ts';

/** What the stateful stacks offer to the ones that use them. */
export interface Platform {
  readonly deployment: Deployment;
  readonly keys: Readonly<Record<KmsKeyId, kms.IKey>>;
  readonly tables: ReadonlyMap<string, PersonalDataTable>;
  readonly buckets: ReadonlyMap<string, PersonalDataBucket>;
  readonly contentNetwork: { readonly vpc: ec2.IVpc; readonly securityGroup: ec2.ISecurityGroup };
  readonly identity: {
    readonly pool: cognito.IUserPool;
    readonly signInClientId: string;
    readonly signInUrl: string;
  };
  /** Where machines are launched; only the functions that launch them are told. */
  readonly machines: () => MachineLaunch;
  /** A workflow, made before the function that starts it. */
  readonly workflowArn: (id: WorkflowId) => string;
  /** Names the role by which APIs write their logs, so each API comes after it. */
  readonly observability: Stack;
  /** Tells the operator of what goes wrong. */
  readonly teller: Teller;
  /** Ceiling of every role (T6, C95). */
  readonly boundary: iam.IManagedPolicy;
}

/** What a launch needs to know of the machines' network, template and identity. */
export interface MachineLaunch {
  readonly template: string;
  readonly imageParameter: string;
  readonly subnets: readonly string[];
  readonly securityGroup: string;
  readonly profileArn: string;
  readonly roleArn: string;
  readonly roleId: string;
  /** Base address of the machines' API. */
  readonly api: string;
}

/** The resource of a store, or a fault of the build that names it. */
export function resourceOf<T>(of: ReadonlyMap<string, T>, spec: { readonly name: string }): T {
  const found = of.get(spec.name);
  if (found === undefined) throw new Error(`store ${spec.name} is not part of this profile`);
  return found;
}

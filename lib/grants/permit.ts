import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Grant } from '../../lambdas/platform/function.ts';
import type { Platform } from '../stacks/platform.ts';

export type Grants = { readonly [One in Grant as One['to']]: One };

/** A grant as IAM and the environment see it. */
export interface Permitted {
  readonly statements: readonly iam.PolicyStatement[];
  readonly environment: Readonly<Record<string, string>>;
}

/** What a grant is made of: what the deployment has, and the stack of the function. */
export interface Reach {
  readonly stack: Stack;
  readonly platform: Platform;
}

/** Turns grants of one kind into their statements and their environment. */
export type Permit<Kind extends keyof Grants> = (grant: Grants[Kind], reach: Reach) => Permitted;

/** Actions of one service on these resources; none for no action. */
export const allow = (
  service: string,
  actions: readonly string[],
  resources: string[],
  conditions?: Record<string, unknown>,
): iam.PolicyStatement[] =>
  actions.length === 0
    ? []
    : [
        new iam.PolicyStatement({
          actions: actions.map((action) => `${service}:${action}`),
          resources,
          ...(conditions === undefined ? {} : { conditions }),
        }),
      ];

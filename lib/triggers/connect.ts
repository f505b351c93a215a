import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Trigger } from '../../lambdas/platform/function.ts';
import type { Platform } from '../stacks/platform.ts';

export type Triggers = { readonly [One in Trigger as One['on']]: One };

/** The function that is called, the construct around it, and what the deployment has. */
export interface Called {
  readonly scope: Construct;
  readonly fn: lambda.Function;
  readonly platform: Platform;
}

/** Has a function called by triggers of one kind. */
export type Connect<Kind extends keyof Triggers> = (trigger: Triggers[Kind], called: Called) => void;

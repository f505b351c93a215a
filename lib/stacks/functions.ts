import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FunctionSpec } from '../../lambdas/platform/function.ts';
import type { WorkflowArns } from '../constructs/grants.ts';
import { PlatformFunction } from '../constructs/platform-function.ts';
import { constructId } from './names.ts';
import type { Platform } from './platform.ts';

export interface FunctionsStackProps extends StackProps {
  readonly platform: Platform;
  readonly functions: readonly FunctionSpec[];
}

/** The functions of one module. Modules with workflows extend it. */
export class FunctionsStack extends Stack {
  readonly functions: readonly PlatformFunction[];

  constructor(scope: Construct, id: string, props: FunctionsStackProps, workflows: WorkflowArns = {}) {
    super(scope, id, props);
    this.functions = props.functions.map(
      (spec) => new PlatformFunction(this, constructId(spec.name), { spec, platform: props.platform, workflows }),
    );
  }

  /** A function by its name; one that is missing is a fault of the build. */
  named(name: string): PlatformFunction {
    const found = this.functions.find(({ spec }) => spec.name === name);
    if (found === undefined) throw new Error(`no function ${name} in ${this.stackName}`);
    return found;
  }
}

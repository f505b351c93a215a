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

/** A function of the stack by its name. */
export type Named = (name: string) => PlatformFunction;
/** Makes the workflows of a stack from the functions that they call. */
export type MakeWorkflows = (stack: Stack, named: Named) => WorkflowArns;

/** The functions of one module: first those that workflows call, then the workflows, then the functions that start these. */
export class FunctionsStack extends Stack {
  readonly functions: readonly PlatformFunction[];

  constructor(
    scope: Construct,
    id: string,
    props: FunctionsStackProps,
    makeWorkflows: MakeWorkflows = () => ({}),
  ) {
    super(scope, id, props);
    const made: PlatformFunction[] = [];
    const make = (specs: readonly FunctionSpec[], workflows: WorkflowArns) => {
      for (const spec of specs)
        made.push(
          new PlatformFunction(this, constructId(spec.name), { spec, platform: props.platform, workflows }),
        );
    };
    const starters = props.functions.filter(startsWorkflow);
    make(
      props.functions.filter((spec) => !starters.includes(spec)),
      {},
    );
    this.functions = made;
    const workflows = starters.length === 0 ? {} : makeWorkflows(this, (name) => this.named(name));
    make(starters, workflows);
  }

  /** A function by its name; one that is missing is a fault of the build. */
  named(name: string): PlatformFunction {
    const found = this.functions.find(({ spec }) => spec.name === name);
    if (found === undefined) throw new Error(`no function ${name} in ${this.stackName}`);
    return found;
  }
}

const startsWorkflow = (spec: FunctionSpec): boolean => spec.grants.some((grant) => grant.to === 'workflow');

import { type App, CfnResource, CustomResource, Stack, type StackProps } from 'aws-cdk-lib';
import { type FunctionSpec, type StackId, stackOf } from '../../lambdas/platform/function.ts';
import { type WorkflowId, workflows } from '../../workflows/all.ts';
import type { WorkflowSpec } from '../../workflows/spec.ts';
import { PlatformFunction } from '../constructs/platform-function.ts';
import { Workflow } from '../constructs/workflow.ts';
import { memo } from '../memo.ts';
import { constructId } from '../stacks/names.ts';
import type { Platform } from '../stacks/platform.ts';

/** What a stack is called and where it is, by its id. */
export type Names = (id: string) => StackProps;

/**
 * The functions and workflows of a profile, each in the stack of its module. One is made when it is first needed, so
 * their order follows from what they say of each other: what a workflow calls comes before it, what starts it after it.
 */
export class Modules {
  readonly platform: Platform;
  readonly stack: (id: StackId) => Stack;
  readonly fn: (name: string) => PlatformFunction;
  private readonly specs: readonly FunctionSpec[];
  private readonly workflowOf: (id: string) => Workflow;

  constructor(
    app: App,
    named: Names,
    specs: readonly FunctionSpec[],
    platform: Omit<Platform, 'workflowArn'>,
  ) {
    this.specs = specs;
    this.platform = { ...platform, workflowArn: (id) => this.workflow(id).arn };
    this.stack = memo((id) => new Stack(app, id, named(id)));
    this.fn = memo((name) => this.makeFunction(name));
    this.workflowOf = memo((id) => this.makeWorkflow(id));
  }

  functions(stack?: StackId): readonly PlatformFunction[] {
    const wanted = this.specs.filter((spec) => stack === undefined || stackOf(spec) === stack);
    return wanted.map(({ name }) => this.fn(name));
  }

  workflow(id: WorkflowId): Workflow {
    return this.workflowOf(id);
  }

  /**
   * Has a function apply something whenever these properties change. Lambda calls it up to three times, with pauses of one
   * and two minutes; a stack that heard nothing by then would wait for an hour.
   */
  apply(id: string, functionName: string, properties: Readonly<Record<string, unknown>>): CustomResource {
    const { spec, resource } = this.fn(functionName);
    const made = new CustomResource(this.stack(stackOf(spec)), id, {
      serviceToken: resource.functionArn,
      properties,
    });
    // The CDK's own property would write the number as text.
    const { defaultChild } = made.node;
    if (CfnResource.isCfnResource(defaultChild))
      defaultChild.addPropertyOverride('ServiceTimeout', 3 * spec.timeout + 180);
    return made;
  }

  /** Makes the workflows that nothing here starts too: a person does. */
  complete(): void {
    for (const spec of workflows) if (this.offers(spec)) this.workflow(spec.id);
  }

  private makeFunction(name: string): PlatformFunction {
    const spec = this.specs.find((one) => one.name === name);
    if (spec === undefined) throw new Error(`no function ${name} in this profile`);
    return new PlatformFunction(this.stack(stackOf(spec)), constructId(name), {
      spec,
      platform: this.platform,
    });
  }

  private makeWorkflow(id: string): Workflow {
    const spec: WorkflowSpec | undefined = workflows.find((one) => one.id === id);
    if (spec === undefined) throw new Error(`no workflow ${id}`);
    const calls = Object.entries(spec.calls).map(
      ([word, name]) => [word, this.fn(name).resource.functionArn] as const,
    );
    const starts = Object.entries(spec.starts ?? {}).flatMap(([word, one]) =>
      this.offers(one) ? [[word, this.workflowOf(one.id).arn] as const] : [],
    );
    return new Workflow(this.stack(spec.module), constructId(id), {
      spec,
      teller: this.platform.teller,
      calls: Object.fromEntries(calls),
      starts: Object.fromEntries(starts),
    });
  }

  /** A profile has the workflows whose functions it has. */
  private offers({ calls }: WorkflowSpec): boolean {
    return Object.values(calls).every((name) => this.specs.some((spec) => spec.name === name));
  }
}

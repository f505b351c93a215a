import type { Construct } from 'constructs';
import { runAgentWorkflow } from '../../workflows/run-agent.ts';
import { Workflow } from '../constructs/workflow.ts';
import { FunctionsStack, type FunctionsStackProps } from './functions.ts';

/** Runs, and the workflow that carries a run to its machine and back. */
export class RunsStack extends FunctionsStack {
  constructor(scope: Construct, id: string, props: FunctionsStackProps) {
    super(scope, id, props, (stack, named) => {
      const steps = named('run-steps');
      const running = new Workflow(stack, 'RunAgent', {
        definition: runAgentWorkflow(steps.resource.functionArn),
        calls: [steps],
      });
      return { 'run-agent': running.arn };
    });
  }
}

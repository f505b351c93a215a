import type { Construct } from 'constructs';
import { endMachineWorkflow } from '../../workflows/end-machine.ts';
import { launchMachineWorkflow } from '../../workflows/launch-machine.ts';
import { startMachineWorkflow } from '../../workflows/start-machine.ts';
import { stopMachineWorkflow } from '../../workflows/stop-machine.ts';
import { Workflow } from '../constructs/workflow.ts';
import { FunctionsStack, type FunctionsStackProps } from './functions.ts';

/** Machines from launch to end: what people ask for, the workflows that do it, the meter and the reaper. */
export class MachinesStack extends FunctionsStack {
  /** The workflow that ends a machine; closing an account starts it too. */
  readonly endMachine: string;

  constructor(scope: Construct, id: string, props: FunctionsStackProps) {
    let endMachine = '';
    super(scope, id, props, (stack, named) => {
      const steps = named('machine-steps');
      const make = (name: string, definition: (steps: string) => object) =>
        new Workflow(stack, name, { definition: definition(steps.resource.functionArn), calls: [steps] }).arn;
      endMachine = make('EndMachine', endMachineWorkflow);
      return {
        'launch-machine': make('LaunchMachine', launchMachineWorkflow),
        'start-machine': make('StartMachine', startMachineWorkflow),
        'stop-machine': make('StopMachine', stopMachineWorkflow),
        'end-machine': endMachine,
      };
    });
    this.endMachine = endMachine;
  }
}

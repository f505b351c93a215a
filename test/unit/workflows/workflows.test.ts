import validate from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { endMachineWorkflow } from '../../../workflows/end-machine.ts';
import { eraseWorkflow, restoreWorkflow } from '../../../workflows/erase.ts';
import { exportWorkflow } from '../../../workflows/export.ts';
import { launchMachineWorkflow } from '../../../workflows/launch-machine.ts';
import { replayWorkflow } from '../../../workflows/replay.ts';
import { runAgentWorkflow } from '../../../workflows/run-agent.ts';
import { startMachineWorkflow } from '../../../workflows/start-machine.ts';
import { stopMachineWorkflow } from '../../../workflows/stop-machine.ts';

const fn = 'arn:aws:lambda:eu-central-1:123456789012:function:steps';
const machine = 'arn:aws:states:eu-central-1:123456789012:stateMachine:end';

interface Definition {
  readonly States: Readonly<Record<string, { readonly Type: string; readonly TimeoutSeconds?: number }>>;
  readonly TimeoutSeconds?: number;
}

const definitions: Readonly<Record<string, object>> = {
  launch: launchMachineWorkflow.definition({ steps: fn }),
  start: startMachineWorkflow.definition({ steps: fn }),
  stop: stopMachineWorkflow.definition({ steps: fn }),
  end: endMachineWorkflow.definition({ steps: fn }),
  run: runAgentWorkflow.definition({ steps: fn }),
  export: exportWorkflow.definition({ identity: fn, archive: fn }),
  erase: eraseWorkflow.definition({ steps: fn, endMachine: machine }),
  'erase without machines': eraseWorkflow.definition({ steps: fn }),
  restore: restoreWorkflow.definition({ restore: fn }),
  replay: replayWorkflow.definition({ replay: fn }),
};

describe.each(Object.entries(definitions))('the workflow %s', (_name, definition) => {
  it('is Amazon States Language whose states all exist and are reached', () => {
    const { isValid, errors } = validate(JSON.parse(JSON.stringify(definition)));
    expect(errors).toEqual([]);
    expect(isValid).toBe(true);
  });

  it('ends in bounded time: it and each of its tasks have a limit', () => {
    const { States, TimeoutSeconds } = definition as Definition;
    expect(TimeoutSeconds).toBeGreaterThan(0);
    const unlimited = Object.entries(States).filter(
      ([, { Type, TimeoutSeconds: limit }]) => Type === 'Task' && limit === undefined,
    );
    expect(unlimited.map(([name]) => name)).toEqual(unlimited.length === 0 ? [] : ['EndMachine']);
  });

  it('never waits with a Wait state: long waits are sweeps, and an erasure waits out who was let in', () => {
    const { States } = definition as Definition;
    const waits = Object.entries(States).filter(([, { Type }]) => Type === 'Wait');
    expect(waits.map(([name]) => name)).toEqual('EndSignIns' in States ? ['WaitOut'] : []);
  });
});

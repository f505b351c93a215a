import { id as idSchema } from '../../contracts/ids.ts';
import type { RunFailure } from '../../contracts/runs/stores.ts';
import type { MachineQueues } from '../machines/machine-queue-store.ts';
import type { MachineStore } from '../machines/machine-store.ts';
import { NotYet, type Step } from '../platform/step.ts';
import type { RunStates } from './run-state-store.ts';

interface RunStepParts {
  readonly states: RunStates;
  readonly machines: Pick<MachineStore, 'find'>;
  readonly queues: Pick<MachineQueues, 'handOver'>;
}

const runId = idSchema('run');

export const runSteps = ({ states, machines, queues }: RunStepParts) =>
  ({
    /** A machine on its way is waited for; one that is stopped or missing is not started behind its owner's back. */
    machine: async ({ userId }) => {
      const machine = await machines.find(userId);
      if (machine?.state === 'launching' || machine?.state === 'starting')
        throw new NotYet('the machine is on its way');
      return { outcome: machine?.state === 'ready' ? 'ready' : 'no_machine' };
    },
    /** Puts the run's id into the machine's queue; whoever waits is told by its token. */
    'hand-over': async ({ userId, id, token }) => {
      const machine = await machines.find(userId);
      if (machine?.queueUrl === undefined || token === undefined)
        throw new NotYet('the machine has no queue yet');
      const waiting = await states.await(userId, runId.parse(id), token, machine.machineId);
      if (waiting === 'moved') await queues.handOver(machine.queueUrl, id);
      return { outcome: waiting };
    },
    'no-machine': failed(states, 'no_machine'),
    'give-up': failed(states, 'took_too_long'),
  }) satisfies Record<string, Step>;

const failed =
  (states: RunStates, failure: RunFailure): Step =>
  async ({ userId, id }) => ({ outcome: await states.fail(userId, runId.parse(id), failure, Date.now()) });

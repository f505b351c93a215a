import { SQS } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { ledger } from '../../../../contracts/billing/stores.ts';
import { newId } from '../../../../contracts/ids.ts';
import { machineRoutes } from '../../../../contracts/machines/routes.ts';
import { machines } from '../../../../contracts/machines/stores.ts';
import { auditTrail } from '../../../../contracts/privacy/stores.ts';
import { iso, type Machine, workOf } from '../../../../lambdas/machines/machines.ts';
import { journey } from '../journey.ts';
import type { World } from '../world.ts';
import { lastAudited } from './accounts.ts';
import { expectExecution } from './asides.ts';
import {
  endInstances,
  instanceStates,
  launchInstance,
  plantBalance,
  plantMachine,
  someInstance,
  stateOf,
} from './planted-machines.ts';

const hourAgo = (): number => Date.now() - 3_600_000;

/** A machine that is launched by the steps of its workflow, and the steps that come then. */
async function asked(world: World) {
  const owner = world.nobody();
  await plantBalance(world, owner, undefined);
  const machine = await plantMachine(world, owner);
  const steps = (...names: string[]) => world.steps('machine-steps', owner, workOf(machine), ...names);
  /** Its owner's wish, as the API would have written it. */
  const wish = async (state: Machine['state'], generation: number) => {
    await world.change(machines, { userId: owner.userId }, { state, generation });
    return (...names: string[]) =>
      world.steps('machine-steps', owner, workOf({ ...machine, generation }), ...names);
  };
  return { owner, machine, steps, wish };
}

async function queuesOf(world: World, { machineId }: Machine): Promise<readonly string[]> {
  const { QueueUrls = [] } = await world.aws.client(SQS).listQueues({});
  return QueueUrls.filter((url) => url.endsWith(machineId));
}

export const machineJourneys = [
  journey('a machine is asked for and given back', 'machines', async (world) => {
    const person = await world.person();
    return async () => {
      await world.call(person, 'POST /v1/machine');
      expect(await world.call(person, 'GET /v1/machine')).toMatchObject({ machine: { state: 'launching' } });
      await world.call(person, 'DELETE /v1/machine');
      expect(await stateOf(world, person)).toBe('ending');
      expect(await lastAudited(world, person)).toBe('machine.launched');
    };
  }),

  journey('a machine is launched and ended', 'machine-steps reap-machines', async (world) => {
    const { owner, machine, steps } = await asked(world);
    return async () => {
      try {
        // A step that is tried again finds its instance and its queue, which admits that instance by now.
        await steps('reserve', 'run', 'run', 'await-ready');
        expect(await instanceStates(world, machine.machineId)).toEqual(['running']);
        expect(await queuesOf(world, machine)).toHaveLength(1);
        await steps('terminate', 'remove');
        expect(await instanceStates(world, machine.machineId)).toEqual(['terminated']);
        expect(await queuesOf(world, machine)).toEqual([]);
        expect(await world.items(machines, owner.userId)).toEqual([]);
        expect(await world.items(ledger, owner.customerId)).toHaveLength(1);
        expect(await world.items(auditTrail, owner.userId)).toHaveLength(1);
      } finally {
        await endInstances(world, machine.machineId);
      }
    };
  }),

  journey('a machine is stopped and started', 'machine-steps reap-machines', async (world) => {
    const { machine, steps, wish } = await asked(world);
    await steps('reserve', 'run');
    const stopping = await wish('stopping', 2);
    return async () => {
      try {
        await stopping('stop', 'settle');
        expect(await instanceStates(world, machine.machineId)).toEqual(['stopped']);
        const starting = await wish('starting', 3);
        await starting('start');
        expect(await instanceStates(world, machine.machineId)).toEqual(['running']);
      } finally {
        await endInstances(world, machine.machineId);
      }
    };
  }),

  journey('a machine whose hold is gone is settled', 'machine-steps reap-machines', async (world) => {
    const owner = world.nobody();
    await plantBalance(world, owner, undefined);
    const then = iso(hourAgo());
    const machine = await plantMachine(world, owner, { state: 'stopping', startedAt: then, settledTo: then });
    return async () => {
      await world.steps('machine-steps', owner, workOf(machine), 'settle');
      expect(await stateOf(world, owner)).toBe('failed');
    };
  }),

  journey('every wish is carried on', 'machine-events machine-steps reap-machines', async (world) => {
    const wishes = await Promise.all(
      // Without a balance a launch ends at its first step.
      (['launching', 'starting', 'stopping', 'ending'] as const).map((state) =>
        plantMachine(world, world.nobody(), { state }),
      ),
    );
    return async () => {
      const workflows = ['LaunchMachine', 'StartMachine', 'StopMachine', 'EndMachine'];
      for (const [index, machine] of wishes.entries()) {
        const { userId } = machine;
        await world.changed('machine-events', { userId });
        await expectExecution(world, String(workflows[index]), { userId, id: workOf(machine) });
      }
    };
  }),

  journey('a runner’s word wakes its workflow', 'machine-events reap-machines', async (world) => {
    const owner = world.nobody();
    await plantMachine(world, owner, { state: 'ready', taskToken: 'of nobody' });
    return async () => {
      await world.changed('machine-events', { userId: owner.userId });
      const [machine] = await world.items(machines, owner.userId);
      expect(machine).not.toHaveProperty('taskToken');
    };
  }),

  journey('a runner reports and beats', 'machine-reports reap-machines', async (world) => {
    const person = await world.person();
    const instanceId = someInstance();
    await plantMachine(world, person, { instanceId });
    return async () => {
      const runId = newId('run');
      const tell = (route: Parameters<World['report']>[1], body: unknown) =>
        world.report('machine-reports', route, instanceId, runId, body);
      await tell(machineRoutes.reportReady, { runnerVersion: '1' });
      expect(await stateOf(world, person)).toBe('ready');
      expect(await tell(machineRoutes.beat, { running: [runId] })).toEqual({ stop: [runId] });
    };
  }),

  journey('a hold is renewed before its end', 'renew-holds reap-machines', async (world) => {
    const owner = world.nobody();
    const then = iso(hourAgo());
    const times = { startedAt: then, settledTo: then, paidUntil: then };
    const { holdId } = await plantMachine(world, owner, { state: 'ready', ...times });
    await plantBalance(world, owner, holdId);
    return async () => {
      await world.invoke('renew-holds', {});
      const [machine] = await world.items(machines, owner.userId);
      expect(machine?.['holdId']).not.toBe(holdId);
      expect(await world.items(ledger, owner.customerId)).toHaveLength(1);
    };
  }),

  journey('a machine whose hold is gone is stopped', 'renew-holds reap-machines', async (world) => {
    const owner = world.nobody();
    const then = iso(hourAgo());
    const times = { startedAt: then, settledTo: then, paidUntil: then };
    await plantMachine(world, owner, { state: 'ready', ...times });
    await plantBalance(world, owner, undefined);
    return async () => {
      await world.invoke('renew-holds', {});
      expect(await stateOf(world, owner)).toBe('stopping');
    };
  }),

  journey(
    'instances and records are brought together',
    'reap-machines machine-steps machine-reports machine-runs converse run-steps renew-holds',
    async (world) => {
      const stray = newId('machine');
      await launchInstance(world, stray);
      // Two stages in one account: the other one's machines are none of ours.
      const foreign = newId('machine');
      await launchInstance(world, foreign, 'dev');
      const owner = world.nobody();
      const machine = await plantMachine(world, owner, { state: 'stopped' });
      const instanceId = await launchInstance(world, machine.machineId);
      await world.change(machines, { userId: owner.userId }, { instanceId });
      const lost = world.nobody();
      await plantMachine(world, lost, { state: 'ready', instanceId: someInstance() });
      return async () => {
        try {
          await world.invoke('reap-machines', {});
          expect(await instanceStates(world, stray)).toEqual(['terminated']);
          expect(await instanceStates(world, foreign)).toEqual(['running']);
          expect(await instanceStates(world, machine.machineId)).toEqual(['stopped']);
          expect(await stateOf(world, lost)).toBe('stopping');
        } finally {
          for (const machineId of [stray, foreign, machine.machineId]) await endInstances(world, machineId);
        }
      };
    },
  ),
];

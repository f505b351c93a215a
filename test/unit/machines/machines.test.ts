import { describe, expect, it } from 'vitest';
import { newId } from '../../../contracts/ids.ts';
import { machineView as viewSchema } from '../../../contracts/machines/routes.ts';
import { machineStates } from '../../../contracts/machines/stores.ts';
import type { Instance } from '../../../lambdas/machines/instance-store.ts';
import {
  holdAmount,
  isDue,
  isMetered,
  iso,
  type Machine,
  machineView,
  newMachine,
  paidFrom,
  reachedFrom,
  secondsToSettle,
  withEvent,
  workOf,
} from '../../../lambdas/machines/machines.ts';
import { repairs } from '../../../lambdas/machines/reconcile.ts';
import { stopTimeOf } from '../../../lambdas/machines/stop-time.ts';
import { machine as offer } from '../../../policy/machines.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const second = 1000;
const minute = 60 * second;
const owner = { userId: newId('account'), customerId: newId('customer') };
const asked = (): Machine => newMachine(owner, { machineId: newId('machine'), holdId: newId('hold') }, now);
const running = (from = now, more: Partial<Machine> = {}): Machine => ({
  ...asked(),
  state: 'ready',
  instanceId: 'i-0123456789abcdef0',
  startedAt: iso(from),
  ...paidFrom(from),
  ...more,
});
const metered = (machine: Machine) => {
  if (!isMetered(machine)) throw new Error('not metered');
  return machine;
};

describe('states', () => {
  it('each can be ended, and only an ended launch gives way to another', () => {
    expect(reachedFrom.ending).toEqual(expect.arrayContaining([...machineStates]));
    expect(reachedFrom.launching).toEqual(['failed']);
  });

  it('a machine on its way out comes back in no way', () => {
    const others = machineStates.filter((state) => state !== 'ending');
    expect(others.filter((state) => reachedFrom[state].includes('ending'))).toEqual([]);
  });

  it('keeps the last thirty events', () => {
    let machine = asked();
    for (let n = 0; n < 40; n++) machine = { ...machine, events: withEvent(machine, 'stopped', now + n) };
    expect(machine.events).toHaveLength(30);
    expect(machine.events.at(-1)?.at).toBe(iso(now + 39));
  });

  it('another generation is other work', () => {
    const machine = asked();
    expect(workOf({ ...machine, generation: 2 })).not.toBe(workOf(machine));
    // The name of an execution has at most 80 characters.
    expect(workOf({ ...machine, generation: 1_000_000 }).length).toBeLessThanOrEqual(80);
  });
});

describe('the meter', () => {
  it('counts a second begun as a second, and never more than the hold pays for', () => {
    const machine = metered(running());
    expect(secondsToSettle(machine, now - second)).toBe(0);
    expect(secondsToSettle(machine, now)).toBe(0);
    expect(secondsToSettle(machine, now + 1)).toBe(1);
    expect(secondsToSettle(machine, now + 90 * second)).toBe(90);
    expect(secondsToSettle(machine, now + 60 * minute)).toBe(offer.holdSeconds);
  });

  it('is due two minutes before the paid time ends, while the machine runs', () => {
    const end = now + offer.holdSeconds * second;
    expect(isDue(running(), end - offer.renewBeforeSeconds * second - 1)).toBe(false);
    expect(isDue(running(), end - offer.renewBeforeSeconds * second)).toBe(true);
    expect(isDue(running(now, { state: 'stopping' }), end)).toBe(false);
  });

  it('shows what it cost since it started and how long credits last', () => {
    const view = viewSchema.parse(machineView(running(), 2 * holdAmount + 1, now + 100 * second));
    expect(view.costSoFar).toBe(100 * offer.microCreditsPerSecond);
    expect(view.perHour).toBe(3600 * offer.microCreditsPerSecond);
    expect(view.lastsUntil).toBe(iso(now + 3 * offer.holdSeconds * second));
    expect(machineView(asked(), 0, now)).toMatchObject({ costSoFar: 0 });
  });

  it('never shows what is internal', () => {
    const shown = Object.keys(machineView(running(now, { taskToken: 'secret', queueUrl: 'url' }), 0, now));
    for (const hidden of ['taskToken', 'queueUrl', 'holdId', 'customerId', 'userId', 'instanceId'])
      expect(shown).not.toContain(hidden);
  });
});

describe('the time of a stop', () => {
  it('is read from the reason as EC2 writes it', () => {
    expect(stopTimeOf('User initiated (2026-11-23 11:59:30 GMT)')).toBe(Date.parse('2026-11-23T11:59:30Z'));
    expect(stopTimeOf('Server.ScheduledStop: Stopped due to scheduled retirement')).toBeUndefined();
    expect(stopTimeOf('')).toBeUndefined();
    expect(stopTimeOf(undefined)).toBeUndefined();
  });
});

describe('reconciliation', () => {
  const hostOf = (machine: Machine, more: Partial<Instance> = {}): Instance => ({
    instanceId: machine.instanceId ?? 'i-0aaaaaaaaaaaaaaaa',
    instanceType: offer.instanceType,
    state: 'running',
    startedAt: now,
    stoppedAt: undefined,
    machineId: machine.machineId,
    userId: machine.userId,
    ...more,
  });

  it('leaves alone what fits', () => {
    const ready = running();
    const stopped = running(now, { state: 'stopped', instanceId: 'i-0bbbbbbbbbbbbbbbb' });
    const hosts = [hostOf(ready), hostOf(stopped, { state: 'stopped' })];
    expect(repairs([ready, stopped, { ...asked(), state: 'failed' }], hosts, now)).toEqual([]);
  });

  it('terminates an instance that no record knows, but not one that is being launched', () => {
    const machine = asked();
    const young = hostOf(machine);
    expect(repairs([machine], [young], now + 29 * minute)).toEqual([]);
    const terminate = { do: 'terminate', instance: young };
    expect(repairs([machine], [young], now + 31 * minute)).toContainEqual(terminate);
    expect(repairs([], [young], now)).toEqual([terminate]);
    const other = { ...running(), instanceId: 'i-0cccccccccccccccc' };
    expect(repairs([other], [hostOf(other), young], now)).toEqual([terminate]);
  });

  it('settles a machine whose instance stopped or is gone', () => {
    const machine = running();
    expect(repairs([machine], [], now)).toEqual([{ do: 'settle', machine }]);
    const host = hostOf(machine, { state: 'stopped' });
    expect(repairs([machine], [host], now)).toEqual([{ do: 'settle', machine }]);
    expect(repairs([machine], [hostOf(machine, { state: 'stopping' })], now)).toEqual([]);
    const stopped = running(now, { state: 'stopped' });
    expect(repairs([stopped], [], now)).toEqual([{ do: 'settle', machine: stopped }]);
  });

  it('stops what runs though it shall not, since nobody pays for it', () => {
    const machine = running(now, { state: 'stopped' });
    const instance = hostOf(machine);
    expect(repairs([machine], [instance], now)).toEqual([{ do: 'stop', instance }]);
  });

  it('has work done once more that was left lying', () => {
    const machine = asked();
    expect(repairs([machine], [], now + 44 * minute)).toEqual([]);
    expect(repairs([machine], [], now + 46 * minute)).toEqual([{ do: 'again', machine }]);
  });
});

import type { CustomerId, Id, UserId } from '../../contracts/ids.ts';
import type { MachineState, machines } from '../../contracts/machines/stores.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';
import { machine as offer } from '../../policy/machines.ts';
import { holdUntil, type Reservation } from '../billing/ledger.ts';
import { priceOfSeconds } from '../billing/prices.ts';

export type Machine = ItemOf<typeof machines>;
/** A machine whose seconds are paid: it has an open hold, and EC2 said when it started. */
export type Metered = Machine & {
  readonly holdId: Id<'hold'>;
  readonly settledTo: string;
  readonly startedAt: string;
};

/** From which states a state can be reached; every writer asks here. */
export const reachedFrom: Readonly<Record<MachineState, readonly MachineState[]>> = {
  // A machine that failed has left nothing behind: the next launch takes its place.
  launching: ['failed'],
  ready: ['launching', 'starting'],
  // From `stopped` only when the instance is lost: what it left is cleared away in the same order.
  stopping: ['ready', 'starting', 'stopped'],
  stopped: ['stopping', 'starting'],
  starting: ['stopped'],
  ending: ['launching', 'ready', 'stopping', 'stopped', 'starting', 'ending', 'failed'],
  failed: ['launching', 'stopping'],
};

/** States that a workflow carries on; the others rest. */
export const carriedOn = {
  launching: 'launch-machine',
  starting: 'start-machine',
  stopping: 'stop-machine',
  ending: 'end-machine',
} as const satisfies Partial<Record<MachineState, string>>;
type Passing = keyof typeof carriedOn;
export const isPassing = (state: MachineState): state is Passing => state in carriedOn;

/** What is shown of the past; older events go. */
const MAX_EVENTS = 30;

const SECOND = 1000;
const HOUR_SECONDS = 3600;
/** Longest that settling may come after the hold was opened: launch, the time it pays for, the stop, all with their retries. */
const OWNER_SECONDS = 2 * HOUR_SECONDS;

/** What one hold takes: the price of its seconds. */
export const holdAmount = priceOfSeconds(offer.holdSeconds);

export const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** The hold of a machine; its amount is always the same, so whoever settles it knows it. */
export const holdOf = (holdId: Id<'hold'>, now: number): Reservation => ({
  holdId,
  amount: holdAmount,
  until: holdUntil(Math.floor(now / SECOND), OWNER_SECONDS),
  purpose: 'machine',
});

export function newMachine(
  owner: { readonly userId: UserId; readonly customerId: CustomerId },
  ids: { readonly machineId: Id<'machine'>; readonly holdId: Id<'hold'> },
  now: number,
): Machine {
  return {
    userId: owner.userId,
    customerId: owner.customerId,
    ...ids,
    state: 'launching',
    generation: 1,
    events: [{ at: iso(now), what: 'launching' }],
    createdAt: iso(now),
  };
}

export const withEvent = ({ events }: Machine, what: MachineState, now: number): Machine['events'] =>
  [...events, { at: iso(now), what }].slice(-MAX_EVENTS);

/** Names what a workflow was started for; a later launch, stop or start of the same machine has another name. */
export const workOf = ({ machineId, generation }: Pick<Machine, 'machineId' | 'generation'>): string =>
  `${machineId}-${generation}`;

/** When a machine came into its state. */
export const stateBeganAt = ({ events, createdAt }: Machine): number =>
  Date.parse(events.at(-1)?.at ?? createdAt);

export const isMetered = (machine: Machine): machine is Metered =>
  machine.holdId !== undefined && machine.settledTo !== undefined && machine.startedAt !== undefined;

/** Seconds that are not settled yet, at most what the hold pays for. A second begun is a second. */
export function secondsToSettle({ settledTo }: Metered, end: number): number {
  const passed = Math.ceil((end - Date.parse(settledTo)) / SECOND);
  return Math.min(Math.max(passed, 0), offer.holdSeconds);
}

/** The instants that go with a hold that pays from this moment on. */
export const paidFrom = (from: number): { readonly settledTo: string; readonly paidUntil: string } => ({
  settledTo: iso(from),
  paidUntil: iso(from + offer.holdSeconds * SECOND),
});

/** Whether it is time for the next hold. */
export const isDue = ({ state, paidUntil }: Machine, now: number): boolean =>
  state === 'ready' &&
  paidUntil !== undefined &&
  Date.parse(paidUntil) - offer.renewBeforeSeconds * SECOND <= now;

export function machineView(machine: Machine, available: number, now: number) {
  const { machineId, state, instanceType, startedAt, readyAt, paidUntil, failure, events, createdAt } =
    machine;
  const seconds =
    startedAt === undefined ? 0 : Math.max(0, Math.floor((now - Date.parse(startedAt)) / SECOND));
  const lasts =
    paidUntil === undefined
      ? undefined
      : Date.parse(paidUntil) + Math.floor(available / holdAmount) * offer.holdSeconds * SECOND;
  return {
    machineId,
    state,
    instanceType,
    startedAt,
    readyAt,
    paidUntil,
    costSoFar: priceOfSeconds(seconds),
    perHour: priceOfSeconds(HOUR_SECONDS),
    ...(lasts === undefined ? {} : { lastsUntil: iso(lasts) }),
    failure,
    events,
    createdAt,
  };
}

import { newId } from '../../contracts/ids.ts';
import { machine as offer } from '../../policy/machines.ts';
import type { LedgerStore } from '../billing/ledger-store.ts';
import { priceOfSeconds } from '../billing/prices.ts';
import type { TransactItem } from '../platform/dynamo/transactions.ts';
import { log } from '../platform/observe.ts';
import type { MachineStore } from './machine-store.ts';
import { holdOf, isMetered, iso, type Machine, type Metered, paidFrom, secondsToSettle } from './machines.ts';

const holdMilliseconds = offer.holdSeconds * 1000;

/** The seconds of machines as movements of credits: each second is in one movement, and each movement in one transaction with the machine. */
export class Meter {
  private readonly ledger: LedgerStore;
  private readonly machines: MachineStore;

  constructor(ledger: LedgerStore, machines: MachineStore) {
    this.ledger = ledger;
    this.machines = machines;
  }

  /** Sets aside what a start needs. The id is new and the machine's own: under it there is no other hold than this one. */
  async reserve({ customerId, holdId }: Machine, now: number): Promise<'reserved' | 'refused'> {
    if (holdId === undefined) return 'refused';
    const reserved = await this.ledger.holds.reserve(customerId, holdOf(holdId, now));
    return reserved === 'reserved' || reserved.refused === 'duplicate' ? 'reserved' : 'refused';
  }

  /** Settles what ran up to a moment and opens the next hold, both or neither. `refused`: the credits do not suffice. */
  async renew(machine: Metered, now: number, upTo = now): Promise<'renewed' | 'refused' | 'changed'> {
    const seconds = secondsToSettle(machine, upTo);
    const next = newId('hold');
    const paid = paidFrom(Date.parse(machine.settledTo) + seconds * 1000);
    const own = { Update: this.machines.noting(machine, { holdId: next, ...paid }) };
    const settlement = { ...settlementOf(machine, seconds, now), next: holdOf(next, now) };
    const settled = await this.ledger.settle(machine.customerId, settlement, [own]);
    if (settled === 'settled') return 'renewed';
    return settled === 'already' || settled.refused === 'own-items' ? 'changed' : 'refused';
  }

  /**
   * Settles what ran up to the end, in one transaction with the write that says so. `changed`: somebody else was first;
   * whoever still wants to, reads again.
   */
  async close(
    machine: Machine,
    end: number,
    now: number,
    own: (machine: Machine) => TransactItem,
  ): Promise<'closed' | 'changed'> {
    const last = await this.untilLastHold(machine, end, now);
    if (last === undefined) return 'changed';
    if (!isMetered(last)) return this.closeUnused(last, own);
    const settled = await this.ledger.settle(
      last.customerId,
      settlementOf(last, secondsToSettle(last, end), now),
      [own(last)],
    );
    if (settled === 'settled') return 'closed';
    if (settled === 'already' || settled.refused === 'own-items') return 'changed';
    // The hold was given back by the sweeper: nobody renewed or settled for hours. There is nothing to charge any more.
    log('error', 'a hold was gone', { of: last.machineId, code: settled.refused });
    return (await this.machines.write(own(last))) === 'written' ? 'closed' : 'changed';
  }

  /** Ends a machine that was never of use: nothing is charged. */
  async closeUnused(
    machine: Machine,
    own: (machine: Machine) => TransactItem,
  ): Promise<'closed' | 'changed'> {
    if ((await this.machines.write(own(machine))) !== 'written') return 'changed';
    // After the write: a machine that somebody else just started keeps its hold. Killed in between, the sweeper gives it back.
    if (machine.holdId !== undefined) await this.ledger.holds.release(machine.customerId, machine.holdId);
    return 'closed';
  }

  /** More may have run than one hold pays for, when renewals came late: then hold after hold, as far as the credits go. */
  private async untilLastHold(machine: Machine, end: number, now: number): Promise<Machine | undefined> {
    let last: Machine | undefined = machine;
    while (last !== undefined && isMetered(last) && end - Date.parse(last.settledTo) > holdMilliseconds) {
      const renewed = await this.renew(last, now, end);
      if (renewed === 'refused') return last;
      const read = await this.machines.find(machine.userId);
      last = renewed === 'renewed' && read?.machineId === machine.machineId ? read : undefined;
    }
    return last;
  }
}

function settlementOf({ customerId: _customer, machineId, holdId }: Metered, seconds: number, now: number) {
  return {
    hold: holdOf(holdId, now),
    cost: priceOfSeconds(seconds),
    facts: { at: iso(now), of: machineId, seconds },
  };
}

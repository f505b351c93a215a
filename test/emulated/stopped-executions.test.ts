import { expect, inject, it, vi } from 'vitest';
import * as z from 'zod';
import { accounts } from '../../contracts/accounts.ts';
import { balances, ledger } from '../../contracts/billing.ts';
import { machines } from '../../contracts/machines.ts';
import { auditTrail, erasures } from '../../contracts/privacy.ts';
import { eraseWorkflow } from '../../workflows/erase.ts';
import { launchMachineWorkflow } from '../../workflows/launch-machine.ts';
import { openShared } from '../support/deployment/open.ts';
import { beginConversation } from '../support/evidence/chatting.ts';
import { receiptOf, verifies } from '../support/evidence/leaving.ts';
import { change, itemsOf } from '../support/evidence/storage.ts';
import { stopIn } from '../support/kill-points/stopped-execution.ts';
import { diceOf, sampleOf, seedOfRun } from '../support/seed.ts';

const { parts } = openShared(inject('deployment'));
const seed = seedOfRun();
const tasksOf = ({ States }: { readonly States: object }): string[] =>
  Object.entries(States).flatMap(([name, state]) => (state.Type === 'Task' ? [name] : []));
/** One of the states, by seed, in `npm test`; all of them in the deep run. */
const some = (states: readonly string[]): readonly string[] =>
  sampleOf(1, states.length) === 1 ? states.slice(diceOf(seed).below(states.length)).slice(0, 1) : states;

const eraseStates = some(tasksOf(eraseWorkflow({ steps: 'steps', endMachine: 'end' })));
it.each(eraseStates)(
  `the sweep carries on an erasure that was stopped in %s (seed ${seed})`,
  async (state) => {
    const person = await parts.people.fresh();
    await beginConversation(parts, person, 'Soon gone');
    const asked = await parts.api({
      method: 'DELETE',
      path: '/v1/account',
      as: person,
      body: { recovery: false },
    });
    const { erasureId, receiptId } = z
      .object({ erasureId: z.string(), receiptId: z.string() })
      .loose()
      .parse(asked.body);
    await stopIn(parts.aws, 'EraseMachine', `${erasureId}-due`, state);
    await parts.aws.runScheduled('sweep-erasures');
    const receipt = await receiptOf(parts, receiptId);
    expect(verifies(receipt)).toBe(true);
    expect(receipt.document.stores.find(({ store }) => store === 'conversations')).toMatchObject({
      erased: 1,
      left: 0,
    });
    await vi.waitFor(
      async () => expect(await itemsOf(parts, erasures, person.userId)).toMatchObject([{ state: 'erased' }]),
      { timeout: 20_000 },
    );
    const trail = (await itemsOf(parts, auditTrail, person.userId)).map(({ action }) => String(action));
    expect(trail.slice(-2)).toEqual(['account.closed', 'account.erased']);
  },
);

const launchStates = some(tasksOf(launchMachineWorkflow('steps')).filter((name) => name !== 'GiveUp'));
it.each(launchStates)(
  `the reaper carries on a launch that was stopped in %s (seed ${seed})`,
  async (state) => {
    const person = await parts.people.fresh();
    const [account] = await itemsOf(parts, accounts, person.userId);
    const customerId = String(account?.['customerId']);
    await parts.api({ method: 'POST', path: '/v1/vm', as: person });
    const [asked] = await itemsOf(parts, machines, person.userId);
    await stopIn(parts.aws, 'LaunchMachine', `${String(asked?.['machineId'])}-1`, state);
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
    await change(
      parts,
      machines,
      { userId: person.userId },
      { events: [{ at: hourAgo, what: 'launching' }] },
    );
    const stands = async () => (await itemsOf(parts, machines, person.userId))[0]?.['state'];
    if ((await stands()) === 'launching') await parts.aws.runScheduled('reap-machines');
    await vi.waitFor(async () => expect(await stands()).toBe('ready'), { timeout: 60_000, interval: 250 });
    expect(await itemsOf(parts, balances, customerId)).toMatchObject([
      { holds: { [String(asked?.['holdId'])]: {} } },
    ]);
    await parts.api({ method: 'DELETE', path: '/v1/vm', as: person });
    await vi.waitFor(async () => expect(await stands()).toBeUndefined(), { timeout: 60_000, interval: 250 });
    const movements = await itemsOf(parts, ledger, customerId);
    expect(movements.filter(({ of }) => of === asked?.['machineId'])).toHaveLength(1);
    const sum = movements.reduce((all, { amount }) => all + Number(amount), 0);
    expect(await itemsOf(parts, balances, customerId)).toMatchObject([
      { balance: sum, available: sum, holds: {} },
    ]);
  },
);

// Alone: it purges what has expired, of everybody.
import { expect } from 'vitest';
import { runLogs, runs } from '../../contracts/runs/stores.ts';
import { storesOf } from '../../contracts/stores.ts';
import { firstPlan, plans, runLogDays } from '../../policy/plans.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { type Canary, plant } from '../support/canary/canary.ts';
import { resourcesOf } from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { plantMachine } from '../support/evidence/furnishing/machines.ts';
import { callAs, launch } from '../support/evidence/machines.ts';
import { plantRun, seconds } from '../support/evidence/planting.ts';
import { schedulesOf } from '../support/evidence/schedules.ts';
import { itemsOf } from '../support/evidence/storage.ts';
import { at, tagsOf } from '../support/evidence/template.ts';
import type { Person, Target } from '../support/target.ts';

claim(
  'C88',
  'synth',
  'the days of each plan, the one store with an expiry, and a purge a day',
  async (target) => {
    expect([...runLogDays].sort((a, b) => a - b)).toEqual([7, 30, 60, 90]);
    expect(Object.values(plans).every(({ runLogDays: days }) => days >= 7 && days <= 90)).toBe(true);
    const stores = storesOf(profiles[target.profile].capabilities).filter(
      ({ privacy }) => privacy.category === 'run-log',
    );
    expect(stores.map(({ name }) => name)).toEqual([runLogs.name]);
    const tables = resourcesOf(await target.templates(), 'AWS::DynamoDB::Table').filter(
      (table) => tagsOf(table)['cloister:category'] === 'run-log',
    );
    expect(tables.map(({ properties }) => properties['TimeToLiveSpecification'])).toEqual([
      { AttributeName: 'expiresAt', Enabled: true },
    ]);
    expect(schedulesOf(await target.templates(), 'purge')).toEqual(['rate(1 day)']);
  },
);

claim('C88', 'deployed', 'a run carries the days of its plan', async (target) => {
  const person = await target.people.fresh();
  // Runs are taken where there is a machine; this one need not get anywhere.
  await plantMachine(target, person);
  const begun = await target.api('POST /v1/runs', { as: person, body: { prompt: 'say it' } });
  expect(begun.status).toBe(202);
  const stored = await itemsOf(target, runs, person.userId);
  expect(stored.map(({ runId, logDays }) => ({ runId, logDays }))).toEqual([
    { runId: at(begun.body, 'runId'), logDays: plans[firstPlan].runLogDays },
  ]);
});

async function readLog(target: Target, person: Person, runId: string): Promise<string> {
  const events = [];
  for await (const { data } of target.stream(`GET /v1/runs/${runId}/log`, { as: person })) {
    events.push(data);
    if (at(data, 'type') === 'done') break;
  }
  return JSON.stringify(events);
}

claim('C88', 'simulated', 'for each plan, a day before and a day after its period', async (target) => {
  const person = await target.people.fresh();
  const planted: Canary[] = [];
  for (const days of runLogDays) {
    const [early, late] = [plant('a line inside'), plant('a line past it')];
    const inside = await plantRun(target, person, days - 1, days, early.text);
    const past = await plantRun(target, person, days + 1, days, late.text);
    expect(await readLog(target, person, inside), `${days} days`).toContain(early.text);
    expect(await readLog(target, person, past), `${days} days`).not.toContain(late.text);
    planted.push(early, late);
  }
  expect((await target.scan(planted, ['disk'])).findings).toEqual([]);
  await target.aws.runScheduled('purge');
  const left = await itemsOf(target, runLogs, person.userId);
  expect(left).toHaveLength(runLogDays.length);
  expect(left.filter((item) => Number(item['expiresAt']) < seconds(0))).toEqual([]);
});

claim('C88', 'simulated', 'what a machine reports goes with the days of its plan', async (target) => {
  const person = await target.people.fresh();
  const instance = await launch(target, person);
  for (const days of runLogDays) {
    const runId = await plantRun(target, person, 0, days, 'planted', 'running');
    const lines = [{ at: new Date().toISOString(), stream: 'agent', text: 'reported' }];
    const path = `/machine/v1/runs/${runId}/log`;
    expect(await callAs(target, instance, 'POST', path, JSON.stringify({ seq: 1, lines }))).toBe(200);
    const items = await itemsOf(target, runLogs, person.userId);
    const reported = items.find(({ logKey }) => logKey === `${runId}#000001`);
    const off = Number(reported?.['expiresAt']) - seconds(days);
    expect(Math.abs(off), `${days} days`).toBeLessThan(120);
  }
});

import { expect } from 'vitest';
import { runLogs } from '../../contracts/runs.ts';
import { storesOf } from '../../contracts/stores.ts';
import { plans, runLogDays } from '../../policy/plans.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { type Canary, plant } from '../support/canary/canary.ts';
import { resourcesOf } from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { plantRun, seconds } from '../support/evidence/planting.ts';
import { itemsOf } from '../support/evidence/storage.ts';
import { at, tagsOf } from '../support/evidence/template.ts';
import type { Person, Target } from '../support/target.ts';

claim(
  'C88',
  'synth',
  { readOnly: true, shows: 'the days of each plan, and the one store with an expiry' },
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
  },
);

async function readLog(target: Target, person: Person, runId: string): Promise<string> {
  const events = [];
  for await (const { data } of target.stream({ method: 'GET', path: `/v1/runs/${runId}/log`, as: person })) {
    events.push(data);
    if (at(data, 'type') === 'done') break;
  }
  return JSON.stringify(events);
}

claim(
  'C88',
  'simulated',
  { readOnly: false, shows: 'for each plan, a day before and a day after its period' },
  async (target) => {
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
  },
);

import { expect } from 'vitest';
import { type Id, newId } from '../../contracts/ids.ts';
import { runLogs, runs } from '../../contracts/runs.ts';
import { storesOf } from '../../contracts/stores.ts';
import { plans, runLogDays } from '../../policy/plans.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { type Canary, plant } from '../support/canary/canary.ts';
import { resourcesOf } from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { contentKeyOf, plantItem } from '../support/evidence/planting.ts';
import { daysAgo, itemsOf } from '../support/evidence/storage.ts';
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

const seconds = (daysFromNow: number): number => Math.floor(Date.now() / 1000 + daysFromNow * 86_400);

/** Plants a run that ended so many days ago under a plan, with one line of log. */
async function plantRun(
  target: Target,
  person: Person,
  ago: number,
  days: number,
  text: string,
): Promise<Id<'run'>> {
  const key = await contentKeyOf(target, person);
  const runId = newId('run');
  const ended = daysAgo(ago);
  await plantItem(target, runs, key, {
    userId: runs.item.shape.userId.parse(person.userId),
    runId,
    customerId: newId('customer'),
    prompt: 'say it',
    state: 'succeeded',
    model: 'nova-lite',
    cost: 0,
    logDays: days,
    createdAt: ended,
    endedAt: ended,
  });
  await plantItem(target, runLogs, key, {
    userId: runs.item.shape.userId.parse(person.userId),
    logKey: `${runId}#000000`,
    lines: [{ at: ended, stream: 'agent', text }],
    expiresAt: seconds(days - ago),
  });
  return runId;
}

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

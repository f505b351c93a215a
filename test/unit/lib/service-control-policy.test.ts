import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Denial } from '../../../lib/policies/denial.ts';
import {
  MOST_CHARACTERS,
  MOST_POLICIES,
  policyFile,
  serviceControlPolicies,
  TAKEN_POLICIES,
} from '../../../lib/policies/service-control-policy.ts';
import { breaksOf } from './service-control/breaks.ts';
import { code } from './service-control/code.ts';
import { content } from './service-control/content.ts';
import { entrance } from './service-control/entrance.ts';
import { keys } from './service-control/keys.ts';
import { answerTo, covers } from './service-control/simulation.ts';
import { stores } from './service-control/stores.ts';
import { type Act, type Asking, everybody } from './service-control/who.ts';

const policies = Object.entries(serviceControlPolicies);
const statements: readonly Denial[] = policies.flatMap(([, all]) => all);
const table: readonly Act[] = [...content, ...keys, ...stores, ...code, ...entrance];

/** Whether somebody's answer to an act is not the table's, where these statements are attached. */
const differs = async (attached: readonly Denial[], act: Act, who: Asking): Promise<boolean> =>
  (await answerTo(attached, who, act)) !== (act.may.includes(who) ? 'Allowed' : 'ExplicitlyDenied');

/** The first whose answer is not the table's; most breaks show with the first who is asked. */
async function surprisedBy(attached: readonly Denial[], acts: readonly Act[]): Promise<Asking | undefined> {
  for (const act of acts) for (const who of everybody) if (await differs(attached, act, who)) return who;
  return undefined;
}

const fileOf = (name: string): string => `docs/guides/service-control-policy-${name}.json`;

describe('the service control policies', () => {
  it.each(policies)('%s is what the guide ships', async (name, all) => {
    await expect(policyFile(all)).toMatchFileSnapshot(`../../../${fileOf(name)}`);
  });

  it.each(policies)('%s fits into an organisation, as the guide sends it', async (name) => {
    const sent = await readFile(fileOf(name), 'utf8');
    expect(Buffer.byteLength(sent)).toBeLessThanOrEqual(MOST_CHARACTERS);
  });

  it('fit onto one account beside what allows everything', async () => {
    const files = (await readdir('docs/guides')).filter((file) => file.startsWith('service-control-policy'));
    expect(files).toHaveLength(policies.length);
    expect(files.length + TAKEN_POLICIES).toBeLessThanOrEqual(MOST_POLICIES);
  });

  it('speak the narrower of AWS’ dialects: a wildcard ends an action, and nothing is named by what it is not', () => {
    for (const { Action } of statements)
      for (const action of Action) expect(action).toMatch(/^[a-z0-9-]+:([A-Za-z]+\*?|\*)$/);
    expect(policies.map(([, all]) => policyFile(all)).join('')).not.toContain('"Not');
  });

  it('leave the platform what it is granted', async () => {
    const names = statements.flatMap(({ Action }) => Action);
    const granted = await grantedActions();
    const named = granted.filter((action) => names.some((pattern) => covers(pattern, action)));
    const rows = table.filter(({ may }) => may.includes('answering'));
    expect(named.filter((action) => !rows.some((row) => row.action === action))).toEqual([]);
  });

  it('are asked once about each act', () => {
    const asked = table.map(({ action, resource, context }) => JSON.stringify([action, resource, context]));
    expect(new Set(asked).size).toBe(table.length);
  });

  it.each(table.map((act) => [`${act.whose} may ${act.does} (${act.action})`, act] as const))(
    '%s',
    async (_what, act) => {
      expect(await surprisedBy(statements, [act])).toBeUndefined();
    },
  );
});

/** All that some role of the platform may do. */
async function grantedActions(): Promise<readonly string[]> {
  const folder = 'test/infra/actions';
  const files = await Promise.all(
    (await readdir(folder)).map((file) => readFile(`${folder}/${file}`, 'utf8')),
  );
  const roles = files.map((file) => z.record(z.string(), z.array(z.string())).parse(JSON.parse(file)));
  return [...new Set(roles.flatMap((one) => Object.values(one).flat()))];
}

describe('each statement, broken once on purpose, is noticed by the table', () => {
  const broken = statements.flatMap((statement) =>
    breaksOf(statement).map(({ without, left }) => [statement.Sid, without, statement, left] as const),
  );

  it.each(broken)('%s without %s', async (_sid, _without, statement, left) => {
    const attached = statements.flatMap((one) => (one === statement ? [left ?? []].flat() : [one]));
    const concerned = table.filter(({ action }) =>
      statement.Action.some((pattern) => covers(pattern, action)),
    );
    expect(await surprisedBy(attached, concerned)).toBeDefined();
  });
});

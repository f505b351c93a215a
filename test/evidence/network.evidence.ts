import { expect } from 'vitest';
import {
  boundaryOf,
  resourcesOf,
  roleOf,
  rolesOf,
  speaksOf,
  statementsOf,
} from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { subnetsOf, waysOut } from '../support/evidence/network.ts';
import { at, type Resource, referenceOf } from '../support/evidence/template.ts';
import type { SynthTarget } from '../support/target.ts';

/** The account that deploys. */
const account = '<AWS::AccountId>';

claim(
  'T18',
  'synth',
  { readOnly: true, shows: 'content subnets, endpoints, and the boundary on Regions' },
  async (target) => {
    const templates = await target.templates();
    const placed = resourcesOf(templates, 'AWS::Lambda::Function').filter((fn) => subnetsOf(fn).length > 0);
    expect(placed.length).toBeGreaterThan(0);
    const subnets = [...new Set(placed.flatMap(subnetsOf))];
    expect(subnets.flatMap((subnet) => waysOut(templates, subnet)).map(referenceOf)).toEqual([]);

    const endpoints = resourcesOf(templates, 'AWS::EC2::VPCEndpoint');
    expect(endpoints.length).toBeGreaterThan(3);
    for (const endpoint of endpoints) {
      const allowed = statementsOf(endpoint.properties['PolicyDocument']).filter(
        (one) => one.Effect === 'Allow',
      );
      for (const { Condition, Resource: resources } of allowed) {
        const ours = at(Condition, 'StringEquals');
        expect(ours, referenceOf(endpoint)).toMatchObject({ 'aws:PrincipalAccount': account });
        // Models belong to no account of ours: there the resources are listed instead.
        if (resources.includes('*'))
          expect(ours, referenceOf(endpoint)).toMatchObject({ 'aws:ResourceAccount': account });
      }
    }
    for (const role of rolesOf(templates)) {
      const elsewhere = boundaryOf(templates, role).filter(
        (one) =>
          one.Effect === 'Deny' && at(one.Condition, 'StringNotEquals', 'aws:RequestedRegion') !== undefined,
      );
      expect(elsewhere.length, role.name).toBeGreaterThan(0);
    }
  },
);

claim(
  'A27',
  'synth',
  { readOnly: true, shows: 'nothing joins the networks to others or to each other' },
  async (target) => {
    const templates = await target.templates();
    const bridges = [
      'EC2::VPCPeeringConnection',
      'EC2::TransitGatewayAttachment',
      'EC2::VPNConnection',
      'RAM::ResourceShare',
    ];
    for (const bridge of bridges) expect(resourcesOf(templates, `AWS::${bridge}`), bridge).toEqual([]);
    const vpcs = resourcesOf(templates, 'AWS::EC2::VPC').map((vpc) => referenceOf(vpc));
    expect(vpcs.length).toBeGreaterThan(0);
    const groups = resourcesOf(templates, 'AWS::EC2::SecurityGroup');
    for (const group of groups) expect(vpcs, referenceOf(group)).toContain(group.properties['VpcId']);
  },
);

/** The functions that may unwrap the data keys of accounts, with the subnets they are in. */
async function unwrappers(target: SynthTarget) {
  const templates = await target.templates();
  const accountKeys = resourcesOf(templates, 'AWS::KMS::Key')
    .filter(({ properties }) => String(properties['Description']).startsWith("Wraps the accounts'"))
    .map((key) => `<${key.stack}.${key.id}.Arn>`);
  expect(accountKeys).toHaveLength(2);
  const roles = rolesOf(templates);
  const mayUnwrap = (fn: Resource) =>
    roleOf(roles, fn).statements.some(
      (one) =>
        one.Effect === 'Allow' &&
        speaksOf(one, 'kms:Decrypt') &&
        one.Resource.some((arn) => arn === '*' || accountKeys.includes(arn)),
    );
  const found = resourcesOf(templates, 'AWS::Lambda::Function').filter(mayUnwrap);
  expect(found.length).toBeGreaterThan(0);
  return { templates, found };
}

claim(
  'A5',
  'synth',
  {
    readOnly: true,
    shows: 'who may read content is in subnets without a way out, and endpoints lead to us alone',
  },
  async (target) => {
    const { templates, found } = await unwrappers(target);
    for (const fn of found) {
      expect(subnetsOf(fn).length, referenceOf(fn)).toBeGreaterThan(0);
      const ways = subnetsOf(fn).flatMap((subnet) => waysOut(templates, subnet));
      expect(ways.map(referenceOf), referenceOf(fn)).toEqual([]);
    }
    const endpoints = resourcesOf(templates, 'AWS::EC2::VPCEndpoint');
    const stores = endpoints.filter(({ properties }) =>
      /\.(s3|dynamodb|kms)$/.test(String(properties['ServiceName'])),
    );
    expect(stores.length).toBeGreaterThanOrEqual(3);
    for (const endpoint of stores) {
      for (const one of statementsOf(endpoint.properties['PolicyDocument'])) {
        expect(at(one.Condition, 'StringEquals', 'aws:PrincipalAccount'), referenceOf(endpoint)).toBe(
          account,
        );
        expect(at(one.Condition, 'StringEquals', 'aws:ResourceAccount'), referenceOf(endpoint)).toBe(account);
      }
    }
  },
);

claim(
  'A15',
  'synth',
  { readOnly: true, shows: 'the way of a message: gateway, then a function without a way out' },
  async (target) => {
    const templates = await target.templates();
    const bodies = resourcesOf(templates, 'AWS::ApiGateway::RestApi').map(
      ({ properties }) => properties['Body'],
    );
    const turn = bodies
      .map((body) =>
        at(
          body,
          'paths',
          '/v1/conversations/{conversationId}/turns',
          'post',
          'x-amazon-apigateway-integration',
          'uri',
        ),
      )
      .find((uri) => uri !== undefined);
    const fn = resourcesOf(templates, 'AWS::Lambda::Function').find(({ stack, id }) =>
      JSON.stringify(turn).includes(`<${stack}.${id}.Arn>`),
    );
    expect(fn, JSON.stringify(turn)).toBeDefined();
    const subnets = fn ? subnetsOf(fn) : [];
    expect(subnets.length).toBeGreaterThan(0);
    expect(subnets.flatMap((subnet) => waysOut(templates, subnet)).map(referenceOf)).toEqual([]);
    const guarded = resourcesOf(templates, 'AWS::WAFv2::WebACLAssociation').map(({ properties }) =>
      String(properties['ResourceArn']),
    );
    expect(guarded.some((arn) => arn.includes('/restapis/'))).toBe(true);
  },
);

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

claim(
  'A29',
  'synth',
  { readOnly: true, shows: 'a web ACL at each entry, with these rules' },
  async (target) => {
    const templates = await target.templates();
    const acls = resourcesOf(templates, 'AWS::WAFv2::WebACL');
    expect(
      acls.map(({ properties }) => String(properties['Scope'])).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['CLOUDFRONT', 'REGIONAL']);
    for (const acl of acls) {
      const rules = JSON.stringify(acl.properties['Rules']);
      // Behind CloudFront every request comes from an address of CloudFront: reputation is looked at there.
      const reputation = acl.properties['Scope'] === 'CLOUDFRONT' ? ['AmazonIpReputationList'] : [];
      for (const group of ['CommonRuleSet', 'KnownBadInputsRuleSet', ...reputation]) {
        expect(rules, referenceOf(acl)).toContain(`AWSManagedRules${group}`);
      }
      expect(rules, referenceOf(acl)).toContain('RateBasedStatement');
      expect(softened([acl.properties['Rules']].flat()), referenceOf(acl)).toEqual([]);
    }
    for (const { properties } of resourcesOf(templates, 'AWS::CloudFront::Distribution')) {
      expect(String(at(properties, 'DistributionConfig', 'WebACLId'))).toMatch(/WebAcl/i);
    }
    const guarded = resourcesOf(templates, 'AWS::WAFv2::WebACLAssociation').map(({ properties }) =>
      String(properties['ResourceArn']),
    );
    expect(guarded.filter((arn) => arn.includes('/restapis/'))).toHaveLength(1);
  },
);

import { expect } from 'vitest';
import { profiles } from '../../policy/profiles/all.ts';
import {
  boundaryOf,
  resourcesOf,
  roleOf,
  rolesOf,
  speaksOf,
  statementsOf,
  valuesOf,
} from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { networksOf, subnetsOf, waysOut } from '../support/evidence/network.ts';
import { arnOf, at, type Resource, referenceOf } from '../support/evidence/template.ts';
import type { SynthTarget } from '../support/target.ts';

/** The account that deploys. */
const account = '<AWS::AccountId>';

/** What may leave the home Region: Bedrock sends a call on within the inference profile; the others have no Region. */
const notOfARegion = ['bedrock:*', 'cloudfront:*', 'iam:*', 'sts:*', 'wafv2:*'];

claim('T18', 'synth', 'content subnets, endpoints, and the boundary on Regions', async (target) => {
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
  const home = templates.find(({ stack }) => stack === 'network')?.region;
  for (const role of rolesOf(templates)) {
    const elsewhere = boundaryOf(templates, role).filter(
      (one) =>
        one.Effect === 'Deny' && at(one.Condition, 'StringNotEquals', 'aws:RequestedRegion') !== undefined,
    );
    expect(elsewhere, role.name).toHaveLength(1);
    for (const { NotAction, Resource: resources, Condition } of elsewhere) {
      expect(NotAction.toSorted(), role.name).toEqual(notOfARegion);
      expect(resources, role.name).toEqual(['*']);
      const regions = [at(Condition, 'StringNotEquals', 'aws:RequestedRegion')].flat();
      expect(regions, role.name).toEqual([home]);
    }
  }
});

/** What joins a network to others, or opens it to them. */
const bridges =
  /^AWS::(EC2::(VPCPeering|TransitGateway|VPN|ClientVpn|CustomerGateway|VPCEndpointService|CarrierGateway|LocalGateway)|RAM::|DirectConnect::|NetworkManager::|VpcLattice::)/;

claim(
  'A27',
  'synth',
  'nothing joins the networks to others or to each other, and machines have their own',
  async (target) => {
    const templates = await target.templates();
    const types = templates.flatMap(({ resources }) => resources.map(({ type }) => type));
    expect(types.filter((type) => bridges.test(type))).toEqual([]);
    const vpcs = resourcesOf(templates, 'AWS::EC2::VPC').map((vpc) => referenceOf(vpc));
    expect(vpcs.length).toBeGreaterThan(0);
    const groups = resourcesOf(templates, 'AWS::EC2::SecurityGroup');
    for (const group of groups) expect(vpcs, referenceOf(group)).toContain(group.properties['VpcId']);

    const functions = resourcesOf(templates, 'AWS::Lambda::Function');
    const ofContent = networksOf(templates, functions.flatMap(subnetsOf));
    const ofMachines = networksOf(
      templates,
      functions.flatMap(({ properties }) =>
        String(at(properties, 'Environment', 'Variables', 'MACHINE_SUBNETS')).split(','),
      ),
    );
    expect(ofContent.length).toBeGreaterThan(0);
    const withMachines = profiles[target.profile].capabilities.includes('machines');
    expect(ofMachines.length > 0).toBe(withMachines);
    expect(ofMachines.filter((vpc) => ofContent.includes(vpc))).toEqual([]);
  },
);

/** The functions that may unwrap the data keys of accounts, with the subnets they are in. */
async function unwrappers(target: SynthTarget) {
  const templates = await target.templates();
  const accountKeys = resourcesOf(templates, 'AWS::KMS::Key')
    .filter(({ properties }) => String(properties['Description']).startsWith("Wraps the accounts'"))
    .map(arnOf);
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
  'who may read content is in subnets without a way out, and endpoints lead to us alone',
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

claim('A15', 'synth', 'the way of a message: gateway, then a function without a way out', async (target) => {
  const templates = await target.templates();
  const bodies = valuesOf(templates, 'AWS::ApiGateway::RestApi', 'Body');
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
  const fn = resourcesOf(templates, 'AWS::Lambda::Function').find((one) =>
    JSON.stringify(turn).includes(arnOf(one)),
  );
  expect(fn, JSON.stringify(turn)).toBeDefined();
  const subnets = fn ? subnetsOf(fn) : [];
  expect(subnets.length).toBeGreaterThan(0);
  expect(subnets.flatMap((subnet) => waysOut(templates, subnet)).map(referenceOf)).toEqual([]);
  const guarded = valuesOf(templates, 'AWS::WAFv2::WebACLAssociation', 'ResourceArn');
  expect(guarded.some((arn) => String(arn).includes('/restapis/'))).toBe(true);
});

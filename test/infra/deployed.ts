import * as z from 'zod';
import type { Variant } from '../../local/checks/variants.ts';
import {
  boundaryOf,
  resourcesOf,
  rolesOf,
  type Statement,
  statementsOf,
} from '../support/evidence/access.ts';
import { readTemplates } from '../support/evidence/synthesis.ts';
import { isRecord, type Template } from '../support/evidence/template.ts';

/** Where the templates are imagined to be deployed, and whose account is next to it. */
export const account = '111122223333';
export const neighbour = '999988887777';
export const region = 'eu-central-1';

const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;

/** The ARNs of resources that CloudFormation would make, by their type. */
const arns: Readonly<Record<string, (id: string) => string>> = {
  'AWS::DynamoDB::Table': (id) => arn('dynamodb', `table/${id}`),
  'AWS::KMS::Key': (id) => arn('kms', `key/${id}`),
  'AWS::S3::Bucket': (id) => `arn:aws:s3:::${id.toLowerCase()}`,
  'AWS::Lambda::Function': (id) => arn('lambda', `function:${id}`),
  'AWS::StepFunctions::StateMachine': (id) => arn('states', `stateMachine:${id}`),
  'AWS::Logs::LogGroup': (id) => arn('logs', `log-group:${id}:*`),
  'AWS::Cognito::UserPool': (id) => arn('cognito-idp', `userpool/${region}_${id}`),
  'AWS::IAM::InstanceProfile': (id) => `arn:aws:iam::${account}:instance-profile/${id}`,
  'AWS::IAM::Role': (id) => `arn:aws:iam::${account}:role/${id}`,
};

export const pseudo: Readonly<Record<string, string>> = {
  'AWS::AccountId': account,
  'AWS::Region': region,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** Templates as if they were deployed: what refers to a resource is its ARN. Names of resources stay references. */
async function deployedTemplates({ folder }: Variant): Promise<readonly Template[]> {
  const templates = await readTemplates(folder);
  const types = new Map(
    templates.flatMap(({ resources }) => resources.map(({ stack, id, type }) => [`${stack}.${id}`, type])),
  );
  const settle = (whole: string, reference?: string, inText = ''): string => {
    const path = reference ?? inText;
    const [stack = '', id = '', attribute] = path.split('.');
    const made = arns[types.get(`${stack}.${id}`) ?? ''];
    if (attribute === 'StreamArn') return arn('dynamodb', `table/${id}/stream/now`);
    return attribute === 'Arn' && made ? made(id) : (pseudo[path] ?? whole);
  };
  const read = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(/<([\w.:-]+)>|\$\{(AWS::\w+)\}/g, settle);
    if (Array.isArray(value)) return value.map(read);
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, read(inner)]));
  };
  const properties = z.record(z.string(), z.unknown());
  return templates.map((template) => {
    const resources = template.resources.map((one) => ({
      ...one,
      properties: properties.parse(read(one.properties)),
    }));
    return { ...template, resources, ofType: (type) => resources.filter((one) => one.type === type) };
  });
}

/** The statements of the one permission boundary. */
function ceilingOf(templates: readonly Template[]): readonly Statement[] {
  const [role] = rolesOf(templates);
  return role ? boundaryOf(templates, role) : [];
}

/** The policies of the KMS keys, by ARN. */
const keyPoliciesOf = (templates: readonly Template[]): ReadonlyMap<string, readonly Statement[]> =>
  new Map(
    resourcesOf(templates, 'AWS::KMS::Key').map(({ id, properties }) => [
      arn('kms', `key/${id}`),
      statementsOf(properties['KeyPolicy']),
    ]),
  );

/** All that decides what the roles of a variant may do. */
export async function deployedPolicies(variant: Variant) {
  const templates = await deployedTemplates(variant);
  return {
    templates,
    roles: rolesOf(templates),
    ceiling: ceilingOf(templates),
    keys: keyPoliciesOf(templates),
  };
}

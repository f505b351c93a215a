import { describe, expect, it } from 'vitest';
import { modelResources } from '../../../../../local/doubles/bedrock/bedrock.ts';
import { isAllowed, policyDocument } from '../../../../../local/doubles/permissions/policy-evaluation.ts';

const resource = 'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude';
const profile = 'arn:aws:bedrock:eu-central-1:000000000000:inference-profile/eu.anthropic.claude';
const question = {
  action: 'bedrock:InvokeModel',
  resource,
  context: { 'aws:requestedregion': 'eu-central-1', 'bedrock:inferenceprofilearn': profile },
};
const policy = (...Statement: object[]) => policyDocument.parse({ Version: '2012-10-17', Statement });
const allow = { Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: resource };
const allowIf = (Condition: object) => ({ ...allow, Condition });
const everywhere = 'arn:aws:bedrock:*::foundation-model/anthropic.?laude';
const decide = (...statements: object[]) => isAllowed({ identity: [policy(...statements)] }, question);

describe('what a role may do', () => {
  it.each([
    ['the very action and resource', allow, true],
    ['wildcards in both', { ...allow, Action: 'bedrock:Invoke*', Resource: everywhere }, true],
    ['actions without regard to case', { ...allow, Action: 'Bedrock:invokemodel' }, true],
    ['another action', { ...allow, Action: 'bedrock:InvokeModelWithResponseStream' }, false],
    ['another resource', { ...allow, Resource: resource.replace('claude', 'other') }, false],
    ['all but another action', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }, true],
    ['all but this resource', { Effect: 'Allow', Action: '*', NotResource: resource }, false],
    [
      'in this Region',
      allowIf({ StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-central-1'] } }),
      true,
    ],
    ['in another Region', allowIf({ StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }), false],
    [
      'through this profile',
      allowIf({ ArnLike: { 'bedrock:InferenceProfileArn': profile.replace('claude', '*') } }),
      true,
    ],
    ['on a key that is not there', allowIf({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }), false],
    [
      'if a key that is not there exists',
      allowIf({ StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } }),
      true,
    ],
    ['on an operator that is not known', allowIf({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }), false],
  ])('%s', (_, statement, expected) => {
    expect(decide(statement)).toBe(expected);
  });

  it('is nothing without a statement, or against a denial', () => {
    expect(decide()).toBe(false);
    const Condition = { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } };
    expect(decide(allow, { Effect: 'Deny', Action: '*', Resource: '*', Condition })).toBe(false);
    expect(decide(allow, { Effect: 'Deny', Action: 's3:*', Resource: '*' })).toBe(true);
  });

  it('ends at the permission boundary', () => {
    const identity = [policy(allow)];
    const below = (Action: string) => {
      const boundary = policy({ Effect: 'Allow', Action, Resource: '*' });
      return isAllowed({ identity, boundary }, question);
    };
    expect(below('s3:*')).toBe(false);
    expect(below('*')).toBe(true);
  });
});

describe('what a call of a model needs', () => {
  it('is the model alone, or the profile and its model wherever it may go', () => {
    const arns = (modelId: string) =>
      modelResources(modelId, 'eu-central-1')('000000000000').map(({ arn }) => arn);
    expect(arns('amazon.nova-lite-v1:0')).toEqual([
      'arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0',
    ]);
    expect(arns('us.amazon.nova-lite-v1:0')).toEqual([
      'arn:aws:bedrock:eu-central-1:000000000000:inference-profile/us.amazon.nova-lite-v1:0',
      'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
      'arn:aws:bedrock:us-east-2::foundation-model/amazon.nova-lite-v1:0',
      'arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0',
    ]);
  });
});

import { App, Aspects, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { expect, it, vi } from 'vitest';
import { EvaluablePolicies } from '../../../lib/config/evaluable-policies.ts';

const RESOURCE = 'arn:aws:states:eu-central-1:000000000000:stateMachine:x';
// A template takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const blind = {
  ofCondition: (key: string) => key.startsWith('aws:ResourceTag/') || key === 'aws:SourceVpce',
  ofResource: (action: string) => action === 'states:SendTaskSuccess',
};

function evaluable(statement: PolicyStatement): unknown {
  const stack = new Stack(new App());
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(statement);
  Aspects.of(stack).add(new EvaluablePolicies(blind));
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policy?.['Properties'].PolicyDocument.Statement;
}

it('takes the conditions away that are not seen, and leaves the others', () => {
  const StringEquals = { 'aws:RequestTag/kind': 'x' };
  const conditions = { StringLike: { 'aws:ResourceTag/kind': '*' }, StringEquals };
  expect(
    evaluable(new PolicyStatement({ actions: ['ec2:StopInstances'], resources: [RESOURCE], conditions })),
  ).toEqual([
    { Action: 'ec2:StopInstances', Effect: 'Allow', Resource: RESOURCE, Condition: { StringEquals } },
  ]);
});

it('allows an action on every resource only where its resource is not found', () => {
  const actions = ['states:StartExecution', 'states:SendTaskSuccess'];
  expect(evaluable(new PolicyStatement({ actions, resources: [RESOURCE] }))).toEqual([
    { Action: actions, Effect: 'Allow', Resource: RESOURCE },
    { Action: ['states:SendTaskSuccess'], Effect: 'Allow', Resource: '*' },
  ]);
});

it('drops a refusal that stands on what is not seen, and keeps every other one', () => {
  const refusal = (key: string) =>
    new PolicyStatement({
      effect: Effect.DENY,
      actions: ['execute-api:Invoke'],
      resources: ['*'],
      conditions: { StringNotEquals: { [key]: 'x' } },
    });
  const policyOf = (key: string): unknown => {
    const stack = new Stack(new App());
    new CfnRestApi(stack, 'Api', { name: 'api', policy: new PolicyDocument({ statements: [refusal(key)] }) });
    Aspects.of(stack).add(new EvaluablePolicies(blind));
    const [api] = Object.values(Template.fromStack(stack).findResources('AWS::ApiGateway::RestApi'));
    return api?.['Properties'].Policy;
  };
  expect(policyOf('aws:SourceVpce')).toBeUndefined();
  expect(policyOf('aws:SourceAccount')).toMatchObject({ Statement: [{ Effect: 'Deny' }] });
});

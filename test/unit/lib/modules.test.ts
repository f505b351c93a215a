import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { functions } from '../../../lambdas/functions.ts';
import {
  dailyAt,
  defineFunction,
  everyMinutes,
  type FunctionSpec,
  workflow,
} from '../../../lambdas/platform/function.ts';
import { readDeployment } from '../../../lib/config/deployment.ts';
import { memo } from '../../../lib/memo.ts';
import { Modules } from '../../../lib/modules/modules.ts';
import type { Platform } from '../../../lib/stacks/platform.ts';
import { workflows } from '../../../workflows/all.ts';
import type { WorkflowSpec } from '../../../workflows/spec.ts';

const planted = (name: string, more: Partial<FunctionSpec> = {}) =>
  defineFunction({
    name,
    module: 'runs',
    class: 'control',
    ...more,
  });

/** The modules of a deployment that has these functions and nothing for them to be granted. */
function modulesWith(...specs: readonly FunctionSpec[]): Modules {
  const app = new App();
  const deployment = readDeployment({
    profile: 'cloister',
    stage: 'prod',
    settings: 'cloister.settings.example.json',
    origin: undefined,
    bundling: 'off',
  });
  const keys = { platform: new Key(new Stack(app, 'keys'), 'Platform') };
  const stack = new Stack(app, 'observability');
  const role = new Role(stack, 'Telling', { assumedBy: new ServicePrincipal('events.amazonaws.com') });
  const teller = { topic: new Topic(stack, 'Alarms'), role: role.withoutPolicyUpdates() };
  return new Modules(app, () => ({}), specs, { deployment, keys, teller } as unknown as Platform);
}

describe('modules', () => {
  it('a schedule of each kind calls its function, is counted when it fails, and is not repeated', () => {
    for (const [trigger, expression] of [
      [everyMinutes(5), 'rate(5 minutes)'],
      [dailyAt(3, 30), 'cron(30 3 * * ? *)'],
    ] as const) {
      const modules = modulesWith(planted('swept', { triggers: [trigger] }));
      modules.functions();
      const template = Template.fromStack(modules.stack('runs'));
      expect(Object.values(template.findResources('AWS::Events::Rule'))).toMatchObject([
        {
          Properties: {
            ScheduleExpression: expression,
            Targets: [{ RetryPolicy: { MaximumRetryAttempts: 0 } }],
          },
        },
      ]);
      template.resourceCountIs('AWS::Logs::MetricFilter', 1);
    }
  });

  it('a workflow is made after the functions that it calls and before the one that starts it', () => {
    const starter = planted('run-starter', { grants: [workflow('run-agent', 'StartExecution')] });
    const modules = modulesWith(starter, planted('run-steps'));
    expect(modules.functions().map(({ spec }) => spec.name)).toEqual(['run-starter', 'run-steps']);
    const template = Template.fromStack(modules.stack('runs'));
    const arnOf = (id: string) => ({ 'Fn::GetAtt': [Match.stringLikeRegexp(`^${id}`), 'Arn'] });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { SERVICE: 'run-starter', RUN_AGENT_WORKFLOW: arnOf('RunAgentMachine') } },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{ Action: 'lambda:InvokeFunction', Resource: arnOf('RunStepsFunction') }],
      },
    });
  });

  it('a workflow without its functions is a fault of the build that names what is missing', () => {
    expect(() => modulesWith().workflow('run-agent')).toThrow('no function run-steps in this profile');
    const modules = modulesWith(planted('run-steps'));
    modules.complete();
    expect(Object.keys(modules.stack('privacy').node.children)).toEqual([]);
  });

  it('what needs itself is a fault of the build that names it', () => {
    const make: (name: string) => string = memo((name) => make(name === 'a' ? 'b' : 'a'));
    expect(() => make('a')).toThrow('a is needed to make itself');
  });
});

describe('workflows', () => {
  it('each has an id of its own, and calls and starts what there is', () => {
    const all: readonly WorkflowSpec[] = workflows;
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const names = new Set(functions.map(({ name }) => name));
    for (const { id, calls, starts = {} } of all) {
      for (const name of Object.values(calls)) expect(names, id).toContain(name);
      for (const one of Object.values(starts)) expect(all, id).toContain(one);
    }
  });
});

import { randomUUID } from 'node:crypto';
import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Target,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { adminClient, localAccount, localRegion } from '../../emulator/account.ts';

export type InstanceState = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';

/**
 * EC2's state-change events. Nobody may put events in the name of AWS, in the emulator neither; so the rules are asked
 * one by one whether they want the event, and their targets are called as EventBridge would.
 */
export class StateEvents {
  private readonly events: EventBridgeClient;
  private readonly lambda: LambdaClient;
  private readonly states: SFNClient;
  private readonly log: (line: string) => void;

  constructor(endpoint: string, log: (line: string) => void) {
    const settings = adminClient(endpoint);
    this.events = new EventBridgeClient(settings);
    this.lambda = new LambdaClient(settings);
    this.states = new SFNClient(settings);
    this.log = log;
  }

  async tell(instanceId: string, state: InstanceState): Promise<void> {
    const event = JSON.stringify({
      version: '0',
      id: randomUUID(),
      'detail-type': 'EC2 Instance State-change Notification',
      source: 'aws.ec2',
      account: localAccount,
      time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      region: localRegion,
      resources: [`arn:aws:ec2:${localRegion}:${localAccount}:instance/${instanceId}`],
      detail: { 'instance-id': instanceId, state },
    });
    const { Rules = [] } = await this.events.send(new ListRulesCommand({}));
    for (const { Name, EventPattern, State } of Rules) {
      if (!EventPattern || State !== 'ENABLED') continue;
      const { Result } = await this.events.send(new TestEventPatternCommand({ EventPattern, Event: event }));
      if (!Result) continue;
      const { Targets = [] } = await this.events.send(new ListTargetsByRuleCommand({ Rule: Name }));
      for (const target of Targets) await this.call(target, event);
    }
  }

  private async call({ Arn = '', Input, InputPath, InputTransformer }: Target, event: string): Promise<void> {
    const service = Arn.split(':')[2];
    const changed = Input ?? InputPath ?? InputTransformer;
    if (changed === undefined && service === 'lambda') {
      await this.lambda.send(
        new InvokeCommand({ FunctionName: Arn, InvocationType: 'Event', Payload: Buffer.from(event) }),
      );
    } else if (changed === undefined && service === 'states') {
      await this.states.send(new StartExecutionCommand({ stateMachineArn: Arn, input: event }));
    } else this.log(`A rule sends instance states to ${Arn} in a way that nothing here plays.`);
  }
}

import { Rule, type Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { countFailures } from '../constructs/failed-work.ts';
import type { Called } from './connect.ts';

/** What failed is not tried again, since its time comes round; it is counted, since nobody waits for it. */
export function callOn(schedule: Schedule, { scope, fn, platform }: Called): void {
  new Rule(scope, 'Schedule', { schedule, targets: [new LambdaFunction(fn, { retryAttempts: 0 })] });
  countFailures(scope, fn.logGroup, platform.deployment.stage);
}

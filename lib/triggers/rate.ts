import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { countFailures } from '../constructs/failed-work.ts';
import type { Connect } from './connect.ts';

/** What failed is not tried again: it comes round. */
export const rate: Connect<'rate'> = ({ minutes }, { scope, fn, platform }) => {
  new Rule(scope, 'Schedule', {
    schedule: Schedule.rate(Duration.minutes(minutes)),
    targets: [new LambdaFunction(fn, { retryAttempts: 0 })],
  });
  countFailures(scope, fn.logGroup, platform.deployment.stage);
};

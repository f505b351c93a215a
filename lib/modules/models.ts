import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { NOT_CONFIRMED } from '../../contracts/models/alarms.ts';
import { regionGroups } from '../../policy/models.ts';
import { alarmAtFirst } from '../constructs/alarm.ts';
import type { Modules } from './modules.ts';

/** What keeps the promise of zero retention: the setting, and the alarms of the look at it each quarter of an hour. */
export function models(modules: Modules): void {
  const stack = modules.stack('models');
  const regions = regionGroups[modules.platform.deployment.regionGroup].join(',');
  modules.apply('RetentionMode', 'set-retention-mode', { mode: 'none', regions });
  const { resource: guard } = modules.fn('retention-guard');
  const notConfirmed = new MetricFilter(stack, 'NotConfirmed', {
    logGroup: guard.logGroup,
    filterPattern: FilterPattern.stringValue('$.message', '=', NOT_CONFIRMED),
    metricNamespace: 'Cloister',
    metricName: `${stack.stackName}-retention-not-confirmed`,
  });
  alarmAtFirst(stack, 'RetentionNotConfirmed', {
    alarmDescription:
      'Zero retention is not confirmed: model routes answer 503. Runbook: docs/runbooks/retention-guard.md',
    metric: notConfirmed.metric(),
  });
  // By then readings are too old, and model routes stop by themselves.
  new cloudwatch.Alarm(stack, 'RetentionNotRead', {
    alarmDescription:
      'The retention guard has not run for two hours. Runbook: docs/runbooks/retention-guard.md',
    metric: guard.metricInvocations({ statistic: 'Sum', period: Duration.hours(1) }),
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 2,
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
  });
}

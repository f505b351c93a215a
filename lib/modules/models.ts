import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { MODEL_CONCERN, NOT_CONFIRMED } from '../../contracts/models/alarms.ts';
import { regionGroups } from '../../policy/models.ts';
import { alarmAtFirst } from '../constructs/alarm.ts';
import type { Modules } from './modules.ts';

/** What keeps the promise of zero retention: the setting, and the alarms of the look at it each quarter of an hour. */
export function models(modules: Modules): void {
  const stack = modules.stack('models');
  const { regionGroup, models: offered } = modules.platform.deployment;
  // Another model is another first reading: until it is read, it is not asked.
  modules.apply('RetentionMode', 'set-retention-mode', {
    mode: 'none',
    regions: regionGroups[regionGroup].join(','),
    models: offered.map(({ id }) => id).join(','),
  });
  const { resource: guard } = modules.fn('retention-guard');
  const notConfirmed = new MetricFilter(stack, 'NotConfirmed', {
    logGroup: guard.logGroup,
    // What becomes of a model is told once, when it changes, and so hides no other alarm for long.
    filterPattern: FilterPattern.any(
      FilterPattern.stringValue('$.message', '=', NOT_CONFIRMED),
      FilterPattern.stringValue('$.message', '=', MODEL_CONCERN),
    ),
    metricNamespace: 'Cloister',
    metricName: `${stack.stackName}-retention-not-confirmed`,
  });
  alarmAtFirst(stack, 'RetentionNotConfirmed', {
    alarmDescription:
      'Zero retention is not confirmed and model routes answer 503, or a model is about to go. Runbook: docs/runbooks/retention-guard.md',
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

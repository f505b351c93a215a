import { CustomResource, Duration } from 'aws-cdk-lib';
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
  new CustomResource(stack, 'RetentionMode', {
    serviceToken: modules.fn('set-retention-mode').resource.functionArn,
    // Another model is another first reading: until it is read, it is not asked.
    properties: {
      mode: 'none',
      regions: regionGroups[regionGroup].join(','),
      models: offered.map(({ id }) => id).join(','),
    },
  });
  const { resource: guard } = modules.fn('retention-guard');
  const saying = (id: string, message: string, name: string) =>
    new MetricFilter(stack, id, {
      logGroup: guard.logGroup,
      filterPattern: FilterPattern.stringValue('$.message', '=', message),
      metricNamespace: 'Cloister',
      metricName: `${stack.stackName}-${name}`,
    }).metric();
  alarmAtFirst(stack, 'RetentionNotConfirmed', {
    alarmDescription:
      'Zero retention is not confirmed: model routes answer 503. Runbook: docs/runbooks/retention-guard.md',
    metric: saying('NotConfirmed', NOT_CONFIRMED, 'retention-not-confirmed'),
  });
  alarmAtFirst(stack, 'ModelConcern', {
    alarmDescription:
      'A model is to be retired, is gone, or may be sent elsewhere. Runbook: docs/runbooks/model-life-cycle.md',
    metric: saying('Concern', MODEL_CONCERN, 'model-concern'),
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

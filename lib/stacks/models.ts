import { CustomResource, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { NOT_CONFIRMED } from '../../contracts/models/alarms.ts';
import { regionGroups } from '../../policy/models.ts';
import { alarmAtFirst } from '../constructs/alarm.ts';
import { FunctionsStack, type FunctionsStackProps } from './functions.ts';

/** Models, and what keeps the promise of zero retention: the setting, the look at it each quarter of an hour, the alarms. */
export class ModelsStack extends FunctionsStack {
  constructor(scope: Construct, id: string, props: FunctionsStackProps) {
    super(scope, id, props);
    const { regionGroup } = props.platform.deployment;
    new CustomResource(this, 'RetentionMode', {
      serviceToken: this.named('set-retention-mode').resource.functionArn,
      properties: { mode: 'none', regions: regionGroups[regionGroup].join(',') },
    });
    this.addAlarms();
  }

  private addAlarms(): void {
    const { resource: guard } = this.named('retention-guard');
    const notConfirmed = new MetricFilter(this, 'NotConfirmed', {
      logGroup: guard.logGroup,
      filterPattern: FilterPattern.stringValue('$.message', '=', NOT_CONFIRMED),
      metricNamespace: 'Cloister',
      metricName: `${this.stackName}-retention-not-confirmed`,
    });
    alarmAtFirst(this, 'RetentionNotConfirmed', {
      alarmDescription:
        'Zero retention is not confirmed: model routes answer 503. Runbook: docs/runbooks/retention-guard.md',
      metric: notConfirmed.metric(),
    });
    // By then readings are too old, and model routes stop by themselves.
    new cloudwatch.Alarm(this, 'RetentionNotRead', {
      alarmDescription:
        'The retention guard has not run for two hours. Runbook: docs/runbooks/retention-guard.md',
      metric: guard.metricInvocations({ statistic: 'Sum', period: Duration.hours(1) }),
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 2,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    });
  }
}

import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** The description says what has happened, and names the runbook for it. */
interface FirstAlarmProps extends Required<Pick<cloudwatch.AlarmProps, 'alarmDescription'>> {
  /** Counts what must not happen; silent while it does not. */
  readonly metric: cloudwatch.Metric;
}

/** An alarm at the first of its kind, counted over five minutes. */
export function alarmAtFirst(scope: Construct, id: string, props: FirstAlarmProps): void {
  new cloudwatch.Alarm(scope, id, {
    ...props,
    metric: props.metric.with({ statistic: 'Sum', period: Duration.minutes(5) }),
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}

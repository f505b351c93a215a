import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Stage } from '../config/settings.ts';
import { alarmAtFirst } from './alarm.ts';

/**
 * Scheduled work that did not end well: it threw, ran out of time or broke down. One count over all functions, for an
 * alarm is paid by the metric, and a metric without values costs nothing.
 */
const failedWork = (stage: Stage): { readonly metricNamespace: string; readonly metricName: string } => ({
  metricNamespace: 'Cloister',
  metricName: `cloister-${stage}-scheduled-work-failed`,
});

/** Lambda's own report of each invocation: a function that breaks down writes no line itself. */
const endedBadly = logs.FilterPattern.all(
  logs.FilterPattern.stringValue('$.type', '=', 'platform.report'),
  logs.FilterPattern.stringValue('$.record.status', '!=', 'success'),
);

/** Counts the failures of one function by its log. */
export const countFailures = (scope: Construct, logGroup: logs.ILogGroup, stage: Stage): logs.MetricFilter =>
  new logs.MetricFilter(scope, 'Failures', { logGroup, filterPattern: endedBadly, ...failedWork(stage) });

/** Nobody waits for scheduled work: without an alarm, credits, periods and erasures would stand still unseen. */
export function alarmOfFailures(scope: Construct, stage: Stage): void {
  const { metricNamespace: namespace, metricName } = failedWork(stage);
  alarmAtFirst(scope, 'ScheduledWorkFailed', {
    alarmDescription: 'A scheduled function failed. Runbook: docs/runbooks/scheduled-work.md',
    metric: new Metric({ namespace, metricName }),
  });
}

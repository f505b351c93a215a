import { Duration } from 'aws-cdk-lib';
import { Alarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { resourceOf } from '../stacks/platform.ts';
import type { Connect } from './connect.ts';

/** What a stream carries is the only word of a change, so it is tried for a day, and who falls behind is told of. */
export const stream: Connect<'stream'> = ({ table }, { scope, fn, platform }) => {
  const { tableArn, tableStreamArn = '' } = resourceOf(platform.tables, table).resource;
  // By its addresses: the table's key serves whoever reads through DynamoDB, so the function needs no right to the key.
  const streamed = Table.fromTableAttributes(scope, 'Streamed', { tableArn, tableStreamArn });
  fn.addEventSource(
    new DynamoEventSource(streamed, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      maxRecordAge: Duration.hours(23),
    }),
  );
  const age = fn.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(5) });
  new Alarm(scope, 'Behind', {
    alarmDescription:
      'A stream is read a quarter of an hour late: a record that fails holds up the others. Runbook: docs/runbooks/streams.md',
    metric: age,
    threshold: Duration.minutes(15).toMilliseconds(),
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
};

import { Duration } from 'aws-cdk-lib';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { resourceOf } from '../stacks/platform.ts';
import type { Connect } from './connect.ts';

export const stream: Connect<'stream'> = ({ table }, { fn, platform }) =>
  fn.addEventSource(
    new DynamoEventSource(resourceOf(platform.tables, table).resource, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      // A day of retries: what a stream carries is the only word of a change.
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      maxRecordAge: Duration.hours(23),
    }),
  );

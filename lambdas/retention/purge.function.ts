import { readings } from '../../contracts/platform/stores.ts';
import { expiringTables } from '../../contracts/stores.ts';
import { defineFunction, everyMinutes, table } from '../platform/function.ts';

/** Removes what DynamoDB should have removed by itself and has not: its TTL may be days late (C81). */
export const purgeFunction = defineFunction({
  name: 'purge',
  module: 'retention',
  class: 'control',
  entry: 'lambdas/retention/purge.handler.ts',
  grants: [
    ...expiringTables.map((spec) => table(spec, 'Scan', 'BatchWriteItem')),
    table(readings, 'PutItem'),
  ],
  triggers: [everyMinutes(24 * 60)],
  settings: ['profile'],
  memory: 512,
  timeout: 900,
});

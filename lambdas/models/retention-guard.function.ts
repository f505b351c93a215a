import { readings } from '../../contracts/platform/stores.ts';
import { defineFunction, table } from '../platform/function.ts';

export const retentionGuardFunction = defineFunction({
  name: 'retention-guard',
  module: 'models',
  class: 'control',
  entry: 'lambdas/models/retention-guard.handler.ts',
  grants: [table(readings, 'PutItem'), { to: 'retention-guard' }],
  // Readings count for two hours (`READING_SECONDS`): several may fail before model routes stop.
  everyMinutes: 15,
  timeout: 60,
});

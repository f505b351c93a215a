import { readings } from '../../contracts/platform/stores.ts';
import { defineFunction, everyMinutes, retention, table } from '../platform/function.ts';

export const retentionGuardFunction = defineFunction({
  name: 'retention-guard',
  module: 'models',
  class: 'control',
  settings: ['homeRegion', 'models'],
  grants: [table(readings, 'PutItem'), retention('read')],
  // Readings count for two hours (`READING_SECONDS`): several may fail before model routes stop.
  triggers: [everyMinutes(15)],
  timeout: 60,
});

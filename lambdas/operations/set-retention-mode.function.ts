import { readings } from '../../contracts/readings.ts';
import { defineFunction, table } from '../platform/function.ts';

export const setRetentionModeFunction = defineFunction({
  name: 'set-retention-mode',
  stack: 'chat',
  class: 'control',
  entry: 'lambdas/operations/set-retention-mode.handler.ts',
  grants: [table(readings, 'PutItem'), { to: 'retention-guard' }, { to: 'retention-mode' }],
  timeout: 120,
});

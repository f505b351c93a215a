import { readings } from '../../contracts/platform/stores.ts';
import { defineFunction, table } from '../platform/function.ts';

export const setRetentionModeFunction = defineFunction({
  name: 'set-retention-mode',
  module: 'models',
  class: 'control',
  entry: 'lambdas/models/set-retention-mode.handler.ts',
  grants: [table(readings, 'PutItem'), { to: 'retention-guard' }, { to: 'retention-mode' }],
  timeout: 120,
});

import { readings } from '../../contracts/platform/stores.ts';
import { defineFunction, retention, table } from '../platform/function.ts';

export const setRetentionModeFunction = defineFunction({
  name: 'set-retention-mode',
  module: 'models',
  class: 'control',
  settings: ['homeRegion', 'models'],
  grants: [table(readings, 'PutItem'), retention('read'), retention('set')],
  timeout: 120,
});

import { readings } from '../../contracts/platform/stores.ts';
import { expiringTables } from '../../contracts/stores.ts';
import { defineFunction, everyMinutes, table } from '../platform/function.ts';
import { namesGrant, purgeGrants } from '../privacy/keepers/grants.ts';

/** Removes what DynamoDB should have removed by itself and has not: its TTL may be days late (C81). */
export const purgeFunction = defineFunction({
  name: 'purge',
  module: 'retention',
  class: 'control',
  grants: [...purgeGrants(expiringTables), namesGrant, table(readings, 'PutItem')],
  triggers: [everyMinutes(24 * 60)],
  settings: ['profile'],
  memory: 512,
  timeout: 900,
});

import { site } from '../../contracts/site/stores.ts';
import { bucket, defineFunction } from '../platform/function.ts';

export const CONSOLE_FOLDER = 'console/dist';

export const publishSiteFunction = defineFunction({
  name: 'publish-site',
  module: 'site',
  class: 'control',
  folder: CONSOLE_FOLDER,
  grants: [bucket(site, 'PutObject')],
  // A few megabytes in a hundred files.
  timeout: 60,
});

import { step } from './retry.ts';
import { defineWorkflow } from './spec.ts';

/** Identity first, by the function that may ask the identity service; then everything else, by the one that may open content. */
export const exportWorkflow = defineWorkflow({
  id: 'export',
  module: 'privacy',
  calls: { identity: 'export-identity', archive: 'export-archive' },
  definition: ({ identity, archive }) => ({
    Comment: 'Export everything that is held about one account',
    StartAt: 'Identity',
    TimeoutSeconds: 3600,
    States: {
      Identity: step(identity, 'identity', 'Archive'),
      Archive: step(archive, 'archive', undefined),
    },
  }),
});

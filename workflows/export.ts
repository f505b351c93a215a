import { step } from './retry.ts';

/** Identity first, by the function that may ask the identity service; then everything else, by the one that may open content. */
export const exportWorkflow = (arns: { readonly identity: string; readonly archive: string }) => ({
  Comment: 'Export everything that is held about one account',
  QueryLanguage: 'JSONata',
  StartAt: 'Identity',
  TimeoutSeconds: 3600,
  States: {
    Identity: step(arns.identity, 'identity', 'Archive'),
    Archive: step(arns.archive, 'archive', undefined),
  },
});

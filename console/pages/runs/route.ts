import { lazy } from 'react';

export const route = {
  path: '/runs/:runId?',
  needs: 'runs',
  view: lazy(async () => ({ default: (await import('./view.tsx')).Runs })),
} as const;

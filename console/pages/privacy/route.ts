import { lazy } from 'react';

export const route = {
  path: '/privacy/:part?',
  view: lazy(async () => ({ default: (await import('./view.tsx')).Privacy })),
} as const;

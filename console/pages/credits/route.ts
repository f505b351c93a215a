import { lazy } from 'react';

export const route = {
  path: '/credits',
  view: lazy(async () => ({ default: (await import('./view.tsx')).Credits })),
} as const;

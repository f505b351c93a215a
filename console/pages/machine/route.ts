import { lazy } from 'react';

export const route = {
  path: '/machine',
  needs: 'machines',
  view: lazy(async () => ({ default: (await import('./view.tsx')).Machine })),
} as const;

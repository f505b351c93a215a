import { lazy } from 'react';

export const route = {
  path: '/welcome',
  view: lazy(async () => ({ default: (await import('./view.tsx')).Welcome })),
} as const;

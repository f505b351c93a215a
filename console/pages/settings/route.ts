import { lazy } from 'react';

export const route = {
  path: '/settings',
  view: lazy(async () => ({ default: (await import('./view.tsx')).Settings })),
} as const;

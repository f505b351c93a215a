import { lazy } from 'react';

export const route = {
  path: '/policy',
  view: lazy(async () => ({ default: (await import('./view.tsx')).Policy })),
} as const;

import { lazy } from 'react';

export const route = {
  path: '/credentials',
  needs: 'credentials',
  view: lazy(async () => ({ default: (await import('./view.tsx')).Credentials })),
} as const;

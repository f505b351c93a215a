import { lazy } from 'react';

export const route = {
  path: '/receipts/:receiptId',
  view: lazy(async () => ({ default: (await import('./view.tsx')).Receipt })),
} as const;

import { definePage } from '../page.ts';

export const route = definePage({
  path: '/receipts/:receiptId',
  audience: 'everybody',
  load: async () => ({ default: (await import('./view.tsx')).Receipt }),
});

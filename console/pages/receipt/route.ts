export const route = {
  path: '/receipts/:receiptId',
  load: async () => ({ default: (await import('./view.tsx')).Receipt }),
} as const;

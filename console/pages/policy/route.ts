export const route = {
  path: '/policy',
  load: async () => ({ default: (await import('./view.tsx')).Policy }),
} as const;

export const route = {
  path: '/credits',
  load: async () => ({ default: (await import('./view.tsx')).Credits }),
} as const;

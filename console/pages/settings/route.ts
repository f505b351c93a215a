export const route = {
  path: '/settings',
  load: async () => ({ default: (await import('./view.tsx')).Settings }),
} as const;

export const route = {
  path: '/machine',
  needs: 'machines',
  load: async () => ({ default: (await import('./view.tsx')).Machine }),
} as const;

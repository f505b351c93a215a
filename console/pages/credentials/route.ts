export const route = {
  path: '/credentials',
  needs: 'credentials',
  load: async () => ({ default: (await import('./view.tsx')).Credentials }),
} as const;

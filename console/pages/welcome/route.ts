export const route = {
  path: '/welcome',
  load: async () => ({ default: (await import('./view.tsx')).Welcome }),
} as const;

export const route = {
  path: '/privacy/:part?',
  load: async () => ({ default: (await import('./view.tsx')).Privacy }),
} as const;

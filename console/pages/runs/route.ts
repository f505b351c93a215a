export const route = {
  path: '/runs/:runId?',
  needs: 'runs',
  load: async () => ({ default: (await import('./view.tsx')).Runs }),
} as const;

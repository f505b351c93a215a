export const route = {
  path: '/chat/:conversationId?',
  needs: 'chat',
  load: async () => ({ default: (await import('./view.tsx')).Chat }),
} as const;

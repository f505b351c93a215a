import { lazy } from 'react';

export const route = {
  path: '/chat/:conversationId?',
  needs: 'chat',
  view: lazy(async () => ({ default: (await import('./view.tsx')).Chat })),
} as const;

import { definePage } from '../page.ts';

export const route = definePage({
  path: '/welcome',
  audience: 'everybody',
  load: async () => ({ default: (await import('./view.tsx')).Welcome }),
});

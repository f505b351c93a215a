import { definePage } from '../page.ts';

export const route = definePage({
  path: '/policy',
  audience: 'everybody',
  load: async () => ({ default: (await import('./view.tsx')).Policy }),
});

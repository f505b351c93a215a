import { definePage } from '../page.ts';

export const route = definePage({
  path: '*',
  audience: 'closing',
  load: async () => ({ default: (await import('./view.tsx')).Restore }),
});

import { definePage } from '../page.ts';

export const route = definePage({
  path: '*',
  audience: 'onboarding',
  load: async () => ({ default: (await import('./view.tsx')).Onboarding }),
});

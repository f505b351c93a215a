import { words } from '../../words/words.ts';
import { definePage } from '../page.ts';
import { messages } from './place-messages.ts';

const say = words(messages);

export const route = definePage({
  path: '/machine',
  needs: 'machines',
  place: { label: () => say('machine.place'), icon: 'monitor', order: 20, way: 'at-hand' },
  load: async () => ({ default: (await import('./view.tsx')).Machine }),
});

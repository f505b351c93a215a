import { words } from '../../words/words.ts';
import { definePage } from '../page.ts';
import { messages } from './place-messages.ts';

const say = words(messages);

export const route = definePage({
  path: '/credits',
  place: { label: () => say('credits.place'), icon: 'coins', order: 70, way: 'balance' },
  load: async () => ({ default: (await import('./view.tsx')).Credits }),
});

import { words } from '../../words/words.ts';
import { definePage } from '../page.ts';
import { messages } from './place-messages.ts';

const say = words(messages);

export const route = definePage({
  path: '/privacy/:part?',
  place: { label: () => say('privacy.place'), icon: 'shield', order: 50, way: 'at-hand' },
  load: async () => ({ default: (await import('./view.tsx')).Privacy }),
});

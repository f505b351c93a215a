import { words } from '../../words/words.ts';
import { definePage } from '../page.ts';
import { messages } from './place-messages.ts';

const say = words(messages);

export const route = definePage({
  path: '/credentials',
  needs: 'credentials',
  place: { label: () => say('credentials.place'), icon: 'key-round', order: 40, way: 'rail' },
  load: async () => ({ default: (await import('./view.tsx')).Credentials }),
});

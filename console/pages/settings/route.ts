import { words } from '../../words/words.ts';
import { definePage } from '../page.ts';
import { messages } from './place-messages.ts';

const say = words(messages);

export const route = definePage({
  path: '/settings',
  place: { label: () => say('settings.place'), icon: 'sliders-horizontal', order: 60, way: 'rail' },
  load: async () => ({ default: (await import('./view.tsx')).Settings }),
});

import { words } from '../../words/words.ts';
import { definePage } from '../page.ts';
import { messages } from './place-messages.ts';

const say = words(messages);

export const route = definePage({
  path: '/runs/:runId?',
  needs: 'runs',
  place: {
    label: () => say('runs.place'),
    icon: 'play',
    order: 30,
    way: 'at-hand',
    act: { label: () => say('runs.act'), icon: 'play' },
  },
  load: async () => ({ default: (await import('./view.tsx')).Runs }),
});

import { words } from '../../words/words.ts';
import { definePage } from '../page.ts';
import { messages } from './place-messages.ts';

const say = words(messages);

export const route = definePage({
  path: '/chat/:conversationId?',
  needs: 'chat',
  place: {
    label: () => say('chat.place'),
    icon: 'message-square',
    order: 10,
    way: 'at-hand',
    act: { label: () => say('chat.act'), icon: 'plus', key: 'c' },
  },
  load: async () => ({ default: (await import('./view.tsx')).Chat }),
});

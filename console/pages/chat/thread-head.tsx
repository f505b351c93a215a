import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import type { Conversation } from '../../data/conversations.ts';
import { Icon } from '../../design/icon.tsx';
import { Menu } from '../../design/menu.tsx';
import { Kept } from '../../design/pieces.tsx';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';

const say = words(messages);
const Rename = lazy(async () => ({ default: (await import('./thread-dialogs.tsx')).Rename }));
const Delete = lazy(async () => ({ default: (await import('./thread-dialogs.tsx')).Delete }));

/** The title, how long the conversation is kept, and what can be done with it. */
export function ThreadHead({ conversation }: { readonly conversation: Conversation }) {
  const [open, setOpen] = useState<'rename' | 'delete' | undefined>();
  const close = () => setOpen(undefined);
  return (
    <header className="thread-head">
      <Link href="/chat/all" className="narrow-back" aria-label={say('chat.back')}>
        <Icon name="chevron-left" />
      </Link>
      <h1>{conversation.title}</h1>
      <Kept />
      <Menu
        label={say('chat.more')}
        acts={[
          { id: 'rename', label: say('chat.rename'), icon: 'pencil', run: () => setOpen('rename') },
          {
            id: 'delete',
            label: say('chat.delete'),
            icon: 'trash-2',
            danger: true,
            run: () => setOpen('delete'),
          },
        ]}
      />
      <Suspense>
        {open === 'rename' && <Rename conversation={conversation} onClose={close} />}
        {open === 'delete' && <Delete conversation={conversation} onClose={close} />}
      </Suspense>
    </header>
  );
}

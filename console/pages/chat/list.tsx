import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import { conversationsQuery } from '../../data/conversations.ts';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Pending } from '../../design/loaded.tsx';
import { useShortcut } from '../../design/shortcuts.ts';
import { words } from '../../words/words.ts';
import { groupByDay } from './by-day.ts';
import { messages } from './messages.ts';

const say = words(messages);

/** The conversations by day, and a search over their titles that never leaves the browser. */
export function ConversationList({ current }: { readonly current: string | undefined }) {
  const query = useInfiniteQuery(conversationsQuery);
  const [wanted, setWanted] = useState('');
  const search = useRef<HTMLInputElement>(null);
  useShortcut('/', () => search.current?.focus());
  const all = query.data?.pages.flatMap((page) => page.items);
  const found = all?.filter((chat) =>
    chat.title.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase()),
  );
  return (
    <>
      {current === 'all' && <h1 className="side-title">{say('chat.list')}</h1>}
      <div className="side-head">
        <Link
          href="/chat"
          className="button"
          data-kind="plain"
          aria-current={current === undefined ? 'page' : undefined}
        >
          <Icon name="plus" />
          {say('chat.new')}
          <kbd>C</kbd>
        </Link>
        <label className="side-find">
          <Icon name="search" />
          <span className="unseen">{say('chat.find')}</span>
          <input
            ref={search}
            type="search"
            placeholder={say('chat.find')}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </label>
      </div>
      <nav className="side-list" aria-label={say('chat.list')}>
        {!all && <Pending query={query} lines={6} />}
        {found?.length === 0 && <p className="quiet">{say(wanted ? 'chat.none.found' : 'chat.none')}</p>}
        {groupByDay(found ?? []).map(({ group, chats }) => (
          <section key={group}>
            <h2>{say(`chat.${group}`)}</h2>
            <ul>
              {chats.map((chat) => (
                <li key={chat.conversationId}>
                  <Link
                    href={`/chat/${chat.conversationId}`}
                    aria-current={chat.conversationId === current ? 'page' : undefined}
                    title={chat.title}
                  >
                    {chat.title}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
        {query.hasNextPage && (
          <Button small kind="quiet" onPress={() => void query.fetchNextPage()}>
            {say('chat.show.more')}
          </Button>
        )}
      </nav>
    </>
  );
}

import { useParams } from 'wouter';
import { LostPage } from '../../design/lost.tsx';
import { Split } from '../../design/page.tsx';
import { words } from '../../words/words.ts';
import './chat.css';
import './composer.css';
import type { ConversationId } from '../../data/conversations.ts';
import { ConversationList } from './list.tsx';
import { messages } from './messages.ts';
import { NewChat } from './new-chat.tsx';
import { Thread } from './thread.tsx';

const say = words(messages);
const isConversation = (id: string): id is ConversationId => /^cnv_[0-9a-z]{26}$/.test(id);

/** `/chat` asks something new, `/chat/all` is the list on a narrow screen, `/chat/cnv_…` one conversation. */
export function Chat() {
  const { conversationId: id = '' } = useParams<{ conversationId?: string }>();
  if (id !== '' && id !== 'all' && !isConversation(id)) return <LostPage />;
  return (
    <Split label={say('chat.list')} open={id !== 'all'} list={<ConversationList current={id} />}>
      {isConversation(id) ? <Thread key={id} conversationId={id} /> : <NewChat />}
    </Split>
  );
}

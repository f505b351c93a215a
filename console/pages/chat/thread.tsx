import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Effort } from '../../../policy/models.ts';
import { type ConversationId, conversationQuery, type Turn } from '../../data/conversations.ts';
import { type ModelId, modelsQuery, whoAnswers } from '../../data/models.ts';
import { IconButton } from '../../design/button.tsx';
import { useFollowing } from '../../design/following.ts';
import { Pending } from '../../design/loaded.tsx';
import { useTitle } from '../../design/page.tsx';
import { words } from '../../words/words.ts';
import { ask, attach, useAnswering } from './ask.ts';
import { Composer } from './composer.tsx';
import { messages } from './messages.ts';
import { ModelNotice } from './model-notice.tsx';
import { ThreadHead } from './thread-head.tsx';
import { AnsweringView, TurnView } from './turn.tsx';

const say = words(messages);
const isUnderWay = (turn: Turn): boolean => turn.state === 'answering' || turn.state === 'stopping';

export function Thread({ conversationId }: { readonly conversationId: ConversationId }) {
  const queries = useQueryClient();
  const query = useQuery(conversationQuery(conversationId));
  const models = useQuery(modelsQuery).data?.items ?? [];
  const { answering, stop, clear } = useAnswering(conversationId);
  const [chosen, setChosen] = useState<ModelId>();
  const turns = query.data?.turns ?? [];
  const last = turns.at(-1);
  const before = last?.model ?? query.data?.conversation.model;
  const next = whoAnswers(models, chosen ?? before);
  const model = next?.id;
  const shown = turns.filter((turn) => turn.turnId !== answering?.turnId && !isUnderWay(turn));
  const place = useRef<HTMLDivElement>(null);
  const { behind, stick, scrolled } = useFollowing(place);
  useTitle(query.data?.conversation.title ?? say('chat.title'));
  useEffect(() => {
    if (last && isUnderWay(last) && !answering) attach(queries, conversationId, last);
  }, [last, answering, queries, conversationId]);

  const put = (prompt: string, effort?: Effort) => {
    const parent = shown.at(-1);
    stick();
    ask(queries, conversationId, {
      prompt,
      ...(model && { model }),
      ...(parent && { parentId: parent.turnId }),
      ...(effort && { effort }),
    });
  };
  const again = (prompt: string) => {
    clear();
    put(prompt);
  };
  const arriving = answering !== undefined && answering.failure === undefined;
  return (
    <>
      {query.data && <ThreadHead conversation={query.data.conversation} />}
      <div className="thread" ref={place} onScroll={scrolled} tabIndex={-1}>
        <div className="thread-words">
          {!query.data && <Pending query={query} lines={8} />}
          {shown.map((turn) => (
            <TurnView
              key={turn.turnId}
              turn={turn}
              models={models}
              onAgain={turn === shown.at(-1) && !answering ? () => again(turn.prompt) : undefined}
            />
          ))}
          {answering && (
            <AnsweringView answering={answering} models={models} onAgain={() => again(answering.prompt)} />
          )}
          {!chosen && <ModelNotice models={models} last={before} next={next} />}
        </div>
      </div>
      <div className="thread-foot">
        {behind && <IconButton icon="chevron-down" kind="plain" label={say('chat.latest')} onPress={stick} />}
        {query.data && (
          <Composer
            place={conversationId}
            models={models}
            model={model}
            onModel={setChosen}
            onSend={put}
            onStop={arriving ? stop : undefined}
            stopping={answering?.stopping ?? false}
            lastCost={last?.cost}
          />
        )}
      </div>
    </>
  );
}

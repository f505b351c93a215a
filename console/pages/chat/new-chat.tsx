import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { call } from '../../api/calls.ts';
import { siteConfig } from '../../config.ts';
import { conversationQuery, conversationsQuery } from '../../data/conversations.ts';
import { type ModelId, modelsQuery, whoAnswers } from '../../data/models.ts';
import { Icon } from '../../design/icon.tsx';
import { Failure } from '../../design/notice.tsx';
import { useTitle } from '../../design/page.tsx';
import { words } from '../../words/words.ts';
import type { Question } from './answers.ts';
import { ask } from './ask.ts';
import { Composer } from './composer.tsx';
import { messages } from './messages.ts';

const say = words(messages);
const TITLE_CHARS = 60;
const examples = ['chat.example.1', 'chat.example.2', 'chat.example.3'] as const;

/** The first words of a question, until the person gives the conversation a better name. */
export function titleOf(prompt: string): string {
  const line = prompt.trim().replace(/\s+/g, ' ');
  if (line.length <= TITLE_CHARS) return line;
  return `${line.slice(0, TITLE_CHARS).replace(/\s+\S*$/, '')}…`;
}

/** The empty page on which a conversation begins. */
export function NewChat() {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const models = useQuery(modelsQuery).data?.items ?? [];
  const [chosen, setChosen] = useState<ModelId>();
  const [example, setExample] = useState<string>();
  const model = whoAnswers(models, chosen)?.id;
  useTitle(say('chat.title'));
  const begin = useMutation({
    mutationFn: ({ prompt, model }: Question) =>
      call('createConversation', { body: { title: titleOf(prompt), ...(model && { model }) } }),
    onSuccess: (conversation, question) => {
      queries.setQueryData(conversationQuery(conversation.conversationId).queryKey, {
        conversation,
        turns: [],
      });
      void queries.invalidateQueries({ queryKey: conversationsQuery.queryKey });
      ask(queries, conversation.conversationId, question);
      go(`/chat/${conversation.conversationId}`);
    },
    onError: (_, { prompt }) => setExample(prompt),
  });
  const region = models.find((candidate) => candidate.id === model)?.region ?? siteConfig().region;
  return (
    <div className="new-chat">
      <div className="new-chat-words">
        <Link href="/chat/all" className="narrow-back">
          <Icon name="chevron-left" />
          {say('chat.back')}
        </Link>
        <h1>{say('chat.start')}</h1>
        <p>{say('chat.start.text', { region })}</p>
        <ul className="examples">
          {examples.map((id) => (
            <li key={id}>
              <button type="button" onClick={() => setExample(say(id))}>
                {say(id)}
                <Icon name="arrow-right" />
              </button>
            </li>
          ))}
        </ul>
        {begin.isError && <Failure error={begin.error} />}
      </div>
      <Composer
        key={example ?? ''}
        place="new"
        models={models}
        model={model}
        onModel={setChosen}
        example={example}
        busy={begin.isPending}
        onSend={(prompt, effort) => {
          setExample(undefined);
          begin.mutate({ prompt, ...(model && { model }), ...(effort && { effort }) });
        }}
      />
    </div>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { BACKUP_DAYS } from '../../../policy/retention.ts';
import { call } from '../../api/calls.ts';
import { type Conversation, conversationQuery, conversationsQuery } from '../../data/conversations.ts';
import { Button } from '../../design/button.tsx';
import { Dialog, DialogFoot } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { handleSubmit } from '../../design/submit.ts';
import { tell } from '../../design/toasts.tsx';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';

const say = words(messages);

interface ActProps {
  readonly conversation: Conversation;
  readonly onClose: () => void;
}

export function Rename({ conversation, onClose }: ActProps) {
  const queries = useQueryClient();
  const [title, setTitle] = useState(conversation.title);
  const { conversationId } = conversation;
  const rename = useMutation({
    mutationFn: () =>
      call('changeConversation', { params: { conversationId }, body: { title: title.trim() } }),
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: conversationQuery(conversationId).queryKey }),
        queries.invalidateQueries({ queryKey: conversationsQuery.queryKey }),
      ]);
      onClose();
    },
  });
  return (
    <Dialog title={say('chat.rename.title')} open onClose={onClose}>
      <form className="form" onSubmit={handleSubmit(() => rename.mutate())}>
        <Field label={say('chat.rename.label')} value={title} onChange={setTitle} maxLength={120} first />
        <DialogFoot act={rename} onClose={onClose}>
          <Button kind="primary" type="submit" isDisabled={title.trim() === '' || rename.isPending}>
            {say('chat.save')}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

/** Deletes the conversation after one look at its title. */
export function Delete({ conversation, onClose }: ActProps) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const { conversationId, title } = conversation;
  const remove = useMutation({
    mutationFn: () => call('deleteConversation', { params: { conversationId } }),
    onSuccess: () => {
      // What is said to be gone must not stand in the list until it is read again.
      queries.setQueryData(
        conversationsQuery.queryKey,
        (list) =>
          list && {
            ...list,
            pages: list.pages.map((page) => ({
              ...page,
              items: page.items.filter((item) => item.conversationId !== conversationId),
            })),
          },
      );
      go('/chat');
      tell(say('chat.deleted'));
      queries.removeQueries({ queryKey: conversationQuery(conversationId).queryKey });
      return queries.invalidateQueries({ queryKey: conversationsQuery.queryKey });
    },
  });
  return (
    <Dialog title={say('chat.delete.title')} open onClose={onClose} grave>
      <p className="dialog-text">{say('chat.delete.text', { title, days: BACKUP_DAYS })}</p>
      <DialogFoot act={remove} onClose={onClose}>
        <Button kind="destroy" onPress={() => remove.mutate()} isDisabled={remove.isPending}>
          {say('chat.delete')}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

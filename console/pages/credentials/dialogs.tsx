import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type ItemOf } from '../../api/calls.ts';
import { Button } from '../../design/button.tsx';
import { Dialog, DialogFoot } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { handleSubmit } from '../../design/submit.ts';
import { tell } from '../../design/toasts.tsx';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';

const say = words(messages);

export type Credential = ItemOf<'listCredentials'>;

/** Stores a credential, or replaces the value of one. What was typed is forgotten with the dialog. */
export function WriteCredential({
  credential,
  onClose,
}: {
  readonly credential?: Credential;
  readonly onClose: () => void;
}) {
  const queries = useQueryClient();
  const [label, setLabel] = useState(credential?.label ?? '');
  const [value, setValue] = useState('');
  const write = useMutation({
    mutationFn: () =>
      credential
        ? call('replaceCredential', {
            params: { credentialId: credential.credentialId },
            body: { label: label.trim(), value },
          })
        : call('storeCredential', { body: { label: label.trim(), value } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['credentials'] });
      tell(say(credential ? 'credentials.said.replaced' : 'credentials.said.stored'));
      onClose();
    },
    // The value must not stay in the memory of a cache.
    gcTime: 0,
  });
  return (
    <Dialog
      title={
        credential ? say('credentials.replace.title', { name: credential.label }) : say('credentials.new')
      }
      open
      onClose={onClose}
    >
      <form className="form" onSubmit={handleSubmit(() => write.mutate())}>
        <Field
          label={say('credentials.label')}
          help={say('credentials.label.help')}
          value={label}
          onChange={setLabel}
          maxLength={60}
          first={!credential}
          autoComplete="off"
        />
        <Field
          label={say('credentials.value')}
          help={say('credentials.value.help')}
          type="password"
          autoComplete="off"
          className="code"
          value={value}
          onChange={setValue}
          maxLength={8192}
          first={credential !== undefined}
        />
        <DialogFoot act={write} onClose={onClose}>
          <Button
            kind="primary"
            type="submit"
            isDisabled={label.trim() === '' || value === '' || write.isPending}
          >
            {say(credential ? 'credentials.replace' : 'credentials.store')}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

/** Deletes a credential after one look at its name. */
export function DeleteCredential({
  credential,
  onClose,
}: {
  readonly credential: Credential;
  readonly onClose: () => void;
}) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call('deleteCredential', { params: { credentialId: credential.credentialId } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['credentials'] });
      tell(say('credentials.said.deleted'));
      onClose();
    },
  });
  return (
    <Dialog grave title={say('credentials.delete.title', { name: credential.label })} open onClose={onClose}>
      <p className="dialog-text">{say('credentials.delete.text')}</p>
      <DialogFoot act={remove} onClose={onClose}>
        <Button kind="destroy" onPress={() => remove.mutate()} isDisabled={remove.isPending}>
          {say('credentials.delete')}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

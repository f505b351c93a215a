import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type InputOf, type ItemOf } from '../../api/calls.ts';
import { Button } from '../../design/button.tsx';
import { Dialog, DialogFoot } from '../../design/dialog.tsx';
import { Icon } from '../../design/icon.tsx';
import { Loaded } from '../../design/loaded.tsx';
import { Section } from '../../design/page.tsx';
import { Kept } from '../../design/pieces.tsx';
import { tell } from '../../design/toasts.tsx';
import { day } from '../../words/amounts.ts';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';
import { NewKey } from './new-key.tsx';

const say = words(messages);
type ApiKey = ItemOf<'listApiKeys'>;
type ApiKeyId = InputOf<'deleteApiKey'>['params']['tokenId'];
const isApiKey = (id: string): id is ApiKeyId => id.startsWith('key_');

/** Keys for programs: made, listed without their values, revoked. */
export function ApiKeys() {
  const query = useQuery({
    queryKey: ['api-keys'],
    queryFn: ({ signal }) => call('listApiKeys', { signal }),
  });
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey>();
  const make = (
    <Button small icon="plus" onPress={() => setMaking(true)}>
      {say('settings.keys.new')}
    </Button>
  );
  return (
    <Section title={say('settings.keys')} intro={say('settings.keys.text')} acts={make}>
      <Loaded query={query} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{say('settings.keys.none')}</p>
          ) : (
            <ul className="rows">
              {items.map((key) => (
                <li key={key.tokenId}>
                  <Icon name="key-round" />
                  <div className="rows-words">
                    <strong>{key.label}</strong>
                    <p className="quiet">
                      {say('settings.key.facts', { used: day(key.lastUsedOn) })} · {key.scopes?.join(', ')}
                    </p>
                    <Kept until={new Date(key.expiresAt * 1000).toISOString()} />
                  </div>
                  <Button small kind="danger" onPress={() => setRevoking(key)}>
                    {say('settings.key.revoke')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {making && <NewKey onClose={() => setMaking(false)} />}
      {revoking && <Revoke apiKey={revoking} onClose={() => setRevoking(undefined)} />}
    </Section>
  );
}

function Revoke({ apiKey, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: async () => {
      if (isApiKey(apiKey.tokenId)) await call('deleteApiKey', { params: { tokenId: apiKey.tokenId } });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['api-keys'] });
      tell(say('settings.key.revoked'));
      onClose();
    },
  });
  return (
    <Dialog grave title={say('settings.key.revoke.title', { name: apiKey.label })} open onClose={onClose}>
      <p className="dialog-text">{say('settings.key.revoke.text')}</p>
      <DialogFoot act={revoke} onClose={onClose}>
        <Button kind="destroy" onPress={() => revoke.mutate()} isDisabled={revoke.isPending}>
          {say('settings.key.revoke')}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

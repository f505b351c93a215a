import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/calls.ts';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Loaded } from '../../design/loaded.tsx';
import { Page } from '../../design/page.tsx';
import { Empty } from '../../design/pieces.tsx';
import { day } from '../../words/amounts.ts';
import { words } from '../../words/words.ts';
import './credentials.css';
import { type Credential, DeleteCredential, WriteCredential } from './dialogs.tsx';
import { messages } from './messages.ts';

const say = words(messages);

type Open =
  | { readonly what: 'store' }
  | { readonly what: 'replace' | 'delete'; readonly credential: Credential };

export function Credentials() {
  const query = useQuery({
    queryKey: ['credentials'],
    queryFn: ({ signal }) => call('listCredentials', { query: { limit: 100 }, signal }),
  });
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const store = (
    <Button kind="primary" icon="plus" onPress={() => setOpen({ what: 'store' })}>
      {say('credentials.new')}
    </Button>
  );
  return (
    <Page
      title={say('credentials.title')}
      intro={say('credentials.intro')}
      acts={query.data?.items.length ? store : undefined}
    >
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say('credentials.none')} acts={store}>
              <p>{say('credentials.none.text')}</p>
            </Empty>
          ) : (
            <ul className="rows">
              {items.map((credential) => (
                <li key={credential.credentialId}>
                  <Icon name="key-round" />
                  <div className="rows-words">
                    <strong>{credential.label}</strong>
                    <p className="quiet">
                      {say('credentials.stored', { date: day(credential.createdAt) })}
                      {credential.replacedAt &&
                        `, ${say('credentials.replaced', { date: day(credential.replacedAt) })}`}
                    </p>
                  </div>
                  <span className="secret" aria-hidden="true">
                    ••••••••
                  </span>
                  <div className="buttons">
                    <Button small onPress={() => setOpen({ what: 'replace', credential })}>
                      {say('credentials.replace')}
                    </Button>
                    <Button small kind="danger" onPress={() => setOpen({ what: 'delete', credential })}>
                      {say('credentials.delete')}
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {open?.what === 'store' && <WriteCredential onClose={close} />}
      {open?.what === 'replace' && <WriteCredential credential={open.credential} onClose={close} />}
      {open?.what === 'delete' && <DeleteCredential credential={open.credential} onClose={close} />}
    </Page>
  );
}

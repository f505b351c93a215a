import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, type InputOf, type ItemOf } from '../../api/calls.ts';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Loaded } from '../../design/loaded.tsx';
import { Failure } from '../../design/notice.tsx';
import { Section } from '../../design/page.tsx';
import { State } from '../../design/pieces.tsx';
import { tell } from '../../design/toasts.tsx';
import { day, moment } from '../../words/amounts.ts';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';

const say = words(messages);
type Session = ItemOf<'listSessions'>;
type SessionId = InputOf<'endSession'>['params']['tokenId'];
const isSession = (id: string): id is SessionId => id.startsWith('ses_');

/** Where one is signed in, and the end of it. */
export function Sessions() {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => call('listSessions', { signal }),
  });
  const renew = () => queries.invalidateQueries({ queryKey: ['sessions'] });
  const end = useMutation({
    mutationFn: async ({ tokenId }: Session) => {
      if (isSession(tokenId)) await call('endSession', { params: { tokenId } });
    },
    onSuccess: () => tell(say('settings.session.ended')),
    onSettled: renew,
  });
  const others = useMutation({
    mutationFn: () => call('endOtherSessions', {}),
    onSuccess: () => tell(say('settings.session.others.done')),
    onSettled: renew,
  });
  const failed = end.error ?? others.error;
  const endOthers = query.data && query.data.items.length > 1 && (
    <Button small onPress={() => others.mutate()} isDisabled={others.isPending}>
      {say('settings.session.others')}
    </Button>
  );
  return (
    <Section title={say('settings.sessions')} intro={say('settings.sessions.text')} acts={endOthers}>
      {failed && <Failure error={failed} />}
      <Loaded query={query} lines={2}>
        {({ items }) => (
          <ul className="rows">
            {items.map((session) => (
              <li key={session.tokenId}>
                <Icon name="monitor" />
                <div className="rows-words">
                  <strong>{session.label}</strong>
                  <p className="quiet">
                    {say('settings.session.since', {
                      date: moment(session.createdAt),
                      used: day(session.lastUsedOn),
                    })}
                  </p>
                </div>
                {session.current ? (
                  <State kind="good" icon="circle-check">
                    {say('settings.session.current')}
                  </State>
                ) : (
                  <Button small onPress={() => end.mutate(session)} isDisabled={end.isPending}>
                    {say('settings.session.end')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}

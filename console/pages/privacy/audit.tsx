import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { firstBreak } from '../../../contracts/privacy/audit-chain.ts';
import { siteConfig } from '../../config.ts';
import { Button } from '../../design/button.tsx';
import { Pending } from '../../design/loaded.tsx';
import { Failure, Notice } from '../../design/notice.tsx';
import { Section } from '../../design/page.tsx';
import { When } from '../../design/pieces.tsx';
import { Scroll } from '../../design/scroll.tsx';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';
import { type AuditEvent, auditQuery } from './queries.ts';

const say = words(messages);
const SHOWN_OF_HASH = 10;

/** The trail, and a check of its chain by the browser alone. */
export function AuditTrail() {
  const query = useInfiniteQuery(auditQuery);
  const events = query.data?.pages.flatMap((page) => page.items);
  const check = useMutation({
    mutationFn: async () => {
      let all = query.data?.pages ?? [];
      for (let more = query.hasNextPage; more; ) {
        const next = await query.fetchNextPage();
        all = next.data?.pages ?? all;
        more = next.hasNextPage;
      }
      const chain = all.flatMap((page) => page.items);
      return { count: chain.length, broken: await firstBreak(chain) };
    },
  });
  const act = events && events.length > 0 && (
    <Button icon="check" onPress={() => check.mutate()} isDisabled={check.isPending}>
      {say(check.isPending ? 'privacy.audit.checking' : 'privacy.audit.check')}
    </Button>
  );
  return (
    <Section named title={say('privacy.audit')} intro={say('privacy.audit.intro')} acts={act}>
      <div role="status">
        {check.data && <Verdict {...check.data} />}
        {check.isError && <Failure error={check.error} />}
      </div>
      {!events && <Pending query={query} lines={8} />}
      {events && <Trail events={events} />}
      {query.hasNextPage && (
        <div>
          <Button small onPress={() => void query.fetchNextPage()}>
            {say('privacy.audit.older')}
          </Button>
        </div>
      )}
    </Section>
  );
}

function Verdict({ count, broken }: { readonly count: number; readonly broken: number | undefined }) {
  if (broken === undefined) {
    return (
      <Notice kind="good" title={say('privacy.audit.whole', { count })}>
        <p className="quiet">{say('privacy.audit.whole.how')}</p>
      </Notice>
    );
  }
  return (
    <Notice kind="bad" title={say('privacy.audit.broken', { number: broken })}>
      <p>{say('privacy.audit.broken.text', { contact: siteConfig().privacyContact, before: broken - 1 })}</p>
    </Notice>
  );
}

function Trail({ events }: { readonly events: readonly AuditEvent[] }) {
  return (
    <Scroll label={say('privacy.audit')}>
      <table className="table audit">
        <thead>
          <tr>
            <th data-kind="number">{say('privacy.audit.number')}</th>
            <th>{say('privacy.audit.when')}</th>
            <th>{say('privacy.audit.event')}</th>
            <th>{say('privacy.audit.by')}</th>
            <th>{say('privacy.audit.hash')}</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.sequence}>
              <td data-kind="number" className="quiet">
                {event.sequence}
              </td>
              <td>
                <When at={event.at} as="moment" />
              </td>
              <td>
                {say(`privacy.action.${event.action}`)}
                {event.of && <p className="quiet code">{event.of}</p>}
              </td>
              <td>{say(`privacy.audit.by.${event.by}`)}</td>
              <td className="quiet code" title={event.hash}>
                {event.hash.slice(0, SHOWN_OF_HASH)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

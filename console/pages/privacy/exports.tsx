import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/calls.ts';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Loaded } from '../../design/loaded.tsx';
import { Failure } from '../../design/notice.tsx';
import { Section } from '../../design/page.tsx';
import { Kept, State } from '../../design/pieces.tsx';
import { moment } from '../../words/amounts.ts';
import { words } from '../../words/words.ts';
import { byteFigure } from './bytes.ts';
import { messages } from './messages.ts';
import { type Export, exportsQuery } from './queries.ts';

const say = words(messages);

/** Takes everything out: ask, wait, fetch by a link that is made at the click. */
export function Exports() {
  const queries = useQueryClient();
  const query = useQuery(exportsQuery);
  const request = useMutation({
    mutationFn: () => call('requestExport', {}),
    onSettled: () => queries.invalidateQueries({ queryKey: exportsQuery.queryKey }),
  });
  const collecting = query.data?.items.some((item) => item.state === 'collecting');
  const go = (
    <Button
      kind="primary"
      icon="plus"
      onPress={() => request.mutate()}
      isDisabled={request.isPending || collecting === true}
    >
      {say('privacy.export.go')}
    </Button>
  );
  return (
    <Section named title={say('privacy.export')} intro={say('privacy.export.intro')} acts={go}>
      {request.isError && <Failure error={request.error} />}
      <Loaded query={query} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{say('privacy.export.none')}</p>
          ) : (
            <ul className="rows">
              {items.map((item) => (
                <Row key={item.exportId} item={item} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

const looks = {
  collecting: ['busy', 'refresh-cw'],
  ready: ['good', 'circle-check'],
  failed: ['bad', 'triangle-alert'],
} as const;

function Row({ item }: { readonly item: Export }) {
  const [kind, icon] = looks[item.state];
  const link = useMutation({
    mutationFn: () => call('linkExport', { params: { exportId: item.exportId } }),
    onSuccess: ({ url }) => location.assign(url),
  });
  return (
    <li>
      <Icon name="file-text" />
      <div className="rows-words">
        <strong>
          <State kind={kind} icon={icon}>
            {say(`privacy.export.${item.state}`)}
          </State>
        </strong>
        <p className="quiet">
          {say('privacy.export.asked', { date: moment(item.requestedAt) })}
          {item.bytes !== undefined && ` · ${byteFigure(item.bytes)}`}
        </p>
        {item.state === 'failed' ? (
          <p className="quiet">{say('privacy.export.failed.text')}</p>
        ) : (
          <Kept until={new Date(item.expiresAt * 1000).toISOString()} />
        )}
        {link.isError && <Failure error={link.error} />}
      </div>
      {item.state === 'ready' && (
        <div className="export-act">
          <Button icon="download" onPress={() => link.mutate()} isDisabled={link.isPending}>
            {say('privacy.export.link')}
          </Button>
          <p className="quiet">{say('privacy.export.link.why')}</p>
        </div>
      )}
    </li>
  );
}

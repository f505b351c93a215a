import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import type { ReceiptDocument } from '../../../contracts/privacy/receipt.ts';
import { type Answer, call } from '../../api/calls.ts';
import { Problem } from '../../api/problem.ts';
import { LonePage } from '../../design/alone.tsx';
import { Button, LinkButton } from '../../design/button.tsx';
import { Loaded } from '../../design/loaded.tsx';
import { Section } from '../../design/page.tsx';
import { Copy, State, When } from '../../design/pieces.tsx';
import { Scroll } from '../../design/scroll.tsx';
import { day, figure, isPast } from '../../words/amounts.ts';
import { words } from '../../words/words.ts';
import { messages } from './messages.ts';
import { save } from './save.ts';

const say = words(messages);
const LOOK_AGAIN_MS = 3000;
type ReceiptId = ReceiptDocument['receiptId'];
const isReceipt = (id: string): id is ReceiptId => /^rcp_[0-9a-z]{26}$/.test(id);

/** When the window ends, as the page that closed the account handed it over. */
function dueAt(): string | undefined {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'dueAt' in state && typeof state.dueAt === 'string'
    ? state.dueAt
    : undefined;
}

/** The receipt by its address, or that it is still to come. */
export function Receipt() {
  const { receiptId } = useParams<{ receiptId: string }>();
  const query = useQuery({
    queryKey: ['receipt', receiptId],
    enabled: isReceipt(receiptId),
    queryFn: async ({ signal }) => {
      try {
        return isReceipt(receiptId) ? await call('readReceipt', { params: { receiptId }, signal }) : null;
      } catch (cause) {
        if (cause instanceof Problem && cause.code === 'not_found') return null;
        throw cause;
      }
    },
    refetchInterval: ({ state }) => (state.data ? false : LOOK_AGAIN_MS),
  });
  if (!isReceipt(receiptId)) return <Unknown />;
  return <Loaded query={query}>{(receipt) => (receipt ? <Signed receipt={receipt} /> : <Waiting />)}</Loaded>;
}

/** An address that can be no receipt's, such as one that was copied in part. */
function Unknown() {
  return (
    <LonePage title={say('receipt.unknown')} intro={say('receipt.unknown.text')}>
      <div className="buttons">
        <LinkButton small href="/welcome">
          {say('receipt.home')}
        </LinkButton>
      </div>
    </LonePage>
  );
}

function Waiting() {
  const due = dueAt();
  const later = due !== undefined && !isPast(due);
  return (
    <LonePage
      title={say(later ? 'receipt.later' : 'receipt.wait')}
      intro={later ? say('receipt.later.text', { date: day(due) }) : say('receipt.wait.text')}
    >
      <div className="buttons">
        <Copy text={location.href} label={say('receipt.copy')} />
        <LinkButton small kind="quiet" href="/welcome">
          {say('receipt.home')}
        </LinkButton>
      </div>
    </LonePage>
  );
}

function Signed({ receipt }: { readonly receipt: Answer<'readReceipt'> }) {
  const document: ReceiptDocument = JSON.parse(receipt.document);
  return (
    <LonePage title={say('receipt.title')} intro={say('receipt.intro')}>
      <dl className="facts">
        <dt>{say('receipt.product')}</dt>
        <dd>{document.product}</dd>
        <dt>{say('receipt.account')}</dt>
        <dd className="code">{document.userId}</dd>
        <dt>{say('receipt.asked')}</dt>
        <dd>
          <When at={document.requestedAt} as="dated" />
        </dd>
        <dt>{say('receipt.erased')}</dt>
        <dd>
          <When at={document.erasedAt} as="dated" />
        </dd>
        {document.keys.map((key) => (
          <div key={key.purpose} className="contents">
            <dt>{say('receipt.keys')}</dt>
            <dd>
              {key.purpose}, <When at={key.destroyedAt} as="dated" />
            </dd>
          </div>
        ))}
      </dl>
      <div className="buttons">
        <Button
          kind="primary"
          icon="download"
          onPress={() => save(`${document.receiptId}.json`, JSON.stringify(receipt, null, 2))}
        >
          {say('receipt.download')}
        </Button>
      </div>
      <Section title={say('receipt.stores')}>
        <Stores document={document} />
      </Section>
      <Section
        title={say('receipt.check')}
        intro={say('receipt.check.text')}
        acts={<Copy text={receipt.publicKey} label={say('receipt.key')} />}
      >
        <Scroll className="key-block" label={say('receipt.key')}>
          <pre>{receipt.publicKey}</pre>
        </Scroll>
      </Section>
    </LonePage>
  );
}

function Stores({ document }: { readonly document: ReceiptDocument }) {
  return (
    <Scroll label={say('receipt.stores')}>
      <table className="table">
        <thead>
          <tr>
            <th>{say('receipt.store')}</th>
            <th data-kind="number">{say('receipt.count')}</th>
            <th data-kind="number">{say('receipt.left')}</th>
            <th>{say('receipt.stays')}</th>
          </tr>
        </thead>
        <tbody>
          {document.stores.map((store) => (
            <tr key={store.store}>
              <td>{store.store}</td>
              <td data-kind="number">
                {store.erased === 'some' && say('receipt.some')}
                {typeof store.erased === 'number' && figure(store.erased)}
              </td>
              <td data-kind="number">
                <State
                  kind={store.left === 0 ? 'good' : 'idle'}
                  icon={store.left === 0 ? 'circle-check' : 'clock'}
                >
                  {store.left === undefined ? say('receipt.uncounted') : figure(store.left)}
                </State>
              </td>
              <td>{[store.uncounted, store.stays].filter((each) => each !== undefined).join('; ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

import { words } from '../words/words.ts';
import { LinkButton } from './button.tsx';
import { messages } from './messages.ts';
import { Page } from './page.tsx';

const say = words(messages);

/** The page of an address that names nothing. */
export function LostPage() {
  return (
    <Page title={say('design.lost')} intro={say('design.gone.text')}>
      <div className="buttons">
        <LinkButton href="/">{say('design.lost.home')}</LinkButton>
      </div>
    </Page>
  );
}

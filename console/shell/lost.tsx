import { LinkButton } from '../design/button.tsx';
import { words } from '../words/words.ts';
import { messages } from './messages.ts';
import { Page } from './page.tsx';

const say = words(messages);

/** The page of an address that names nothing. */
export function Lost() {
  return (
    <Page title={say('shell.lost')} intro={say('shell.lost.text')}>
      <div className="buttons">
        <LinkButton href="/">{say('shell.lost.home')}</LinkButton>
      </div>
    </Page>
  );
}

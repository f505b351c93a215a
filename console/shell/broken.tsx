import { Component, type ReactNode } from 'react';
import { Button } from '../design/button.tsx';
import { words } from '../words/words.ts';
import { messages } from './messages.ts';

const say = words(messages);

/** What is drawn when a page cannot be. */
export function BrokenPage() {
  return (
    <main className="page">
      <header className="page-head">
        <h1>{say('shell.broken')}</h1>
        <p className="page-intro">{say('shell.broken.text')}</p>
      </header>
      <div className="buttons">
        <Button icon="refresh-cw" onPress={() => location.reload()}>
          {say('shell.reload')}
        </Button>
      </div>
    </main>
  );
}

/** Catches a fault in drawing, so that it stays on its page. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override readonly state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <BrokenPage /> : this.props.children;
  }
}

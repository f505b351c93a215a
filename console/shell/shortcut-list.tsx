import { Dialog } from '../design/dialog.tsx';
import { words } from '../words/words.ts';
import { messages } from './messages.ts';

const say = words(messages);

const keys = [
  ['shell.keys.commands', 'Ctrl K', '⌘ K'],
  ['shell.keys.search', '/'],
  ['shell.keys.chat', 'C'],
  ['shell.keys.send', 'Enter'],
  ['shell.keys.line', 'Shift Enter'],
  ['shell.keys.stop', 'Esc'],
  ['shell.keys.help', '?'],
] as const;

/** Every shortcut there is. */
export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={say('shell.keys')} open onClose={onClose}>
      <dl className="keys">
        {keys.map(([label, ...presses]) => (
          <div key={label}>
            <dt>{say(label)}</dt>
            <dd>
              {presses.map((press) => (
                <kbd key={press}>{press}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{say('shell.keys.off')}</p>
    </Dialog>
  );
}

import { Dialog } from '../design/dialog.tsx';
import { words } from '../words/words.ts';
import { messages } from './messages.ts';
import { places } from './places.ts';

const say = words(messages);

export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  const keys = [
    [say('shell.keys.commands'), 'Ctrl K', '⌘ K'],
    [say('shell.keys.search'), '/'],
    ...places().flatMap(({ act }) => (act?.key ? [[act.label(), act.key.toUpperCase()]] : [])),
    [say('shell.keys.send'), 'Enter'],
    [say('shell.keys.line'), 'Shift Enter'],
    [say('shell.keys.stop'), 'Esc'],
    [say('shell.keys.help'), '?'],
  ];
  return (
    <Dialog title={say('shell.keys')} open onClose={onClose}>
      <dl className="keys">
        {keys.map(([label, ...presses]) => (
          <div key={label}>
            <dt>{label}</dt>
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

import { useSyncExternalStore } from 'react';
import { words } from '../words/words.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { messages } from './messages.ts';

const say = words(messages);
const SHOWN_MS = 5000;

interface Toast {
  readonly id: number;
  readonly text: string;
}

let toasts: readonly Toast[] = [];
let spoken = '';
let next = 0;
const listeners = new Set<() => void>();

const changed = (): void => {
  for (const listener of listeners) listener();
};
const listen = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function dismiss(id: number): void {
  toasts = toasts.filter((toast) => toast.id !== id);
  changed();
}

/** Says that something is done, in sight and for screen readers, and goes by itself. */
export function tell(text: string): void {
  next += 1;
  const id = next;
  toasts = [...toasts.slice(-2), { id, text }];
  announce(text);
  setTimeout(() => dismiss(id), SHOWN_MS);
}

/** Says something to screen readers alone. */
export function announce(text: string): void {
  spoken = text;
  changed();
}

/** The place of toasts and announcements; drawn once, by the shell. */
export function Toasts() {
  const shown = useSyncExternalStore(listen, () => toasts);
  const said = useSyncExternalStore(listen, () => spoken);
  return (
    <>
      <p className="unseen said" role="status" aria-live="polite">
        {said}
      </p>
      <div className="toasts">
        {shown.map((toast) => (
          <div key={toast.id} className="toast float">
            <Icon name="circle-check" />
            <p>{toast.text}</p>
            <IconButton small icon="x" label={say('design.close')} onPress={() => dismiss(toast.id)} />
          </div>
        ))}
      </div>
    </>
  );
}

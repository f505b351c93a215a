import { useEffect, useRef } from 'react';
import { preferences } from '../preferences.ts';

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Whether a key press means this shortcut: `mod+k` for Ctrl or ⌘, a letter only where nobody is typing. */
function matchesShortcut(event: KeyboardEvent, shortcut: string): boolean {
  const [key = '', modifier] = shortcut.split('+').toReversed();
  if (event.key.toLowerCase() !== key || event.defaultPrevented || event.isComposing) return false;
  if (modifier === 'mod') return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (key === 'escape') return true;
  return (
    preferences().letters &&
    !writes(event.target) &&
    document.querySelector('[role="dialog"], [role="alertdialog"]') === null
  );
}

/** Runs an act when its key is pressed, as long as the component is there and `active`. */
export function useShortcut(shortcut: string, act: () => void, active = true): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!active) return undefined;
    const pressed = (event: KeyboardEvent) => {
      if (!matchesShortcut(event, shortcut)) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [shortcut, active]);
}

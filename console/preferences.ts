import { useSyncExternalStore } from 'react';

/** How a person wants the console; in memory alone, until they ask this device to remember it. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  /** Whether single letters act; some input methods press them by accident. */
  readonly letters: boolean;
  readonly remember: boolean;
}

/** The storage key, as the register of browser items names it. */
const KEY = 'ui';
const unset: Preferences = { theme: 'system', letters: true, remember: false };

let current = recall();
const listeners = new Set<() => void>();

function recall(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof stored !== 'object' || stored === null) return unset;
    const theme =
      'theme' in stored && (stored.theme === 'light' || stored.theme === 'dark') ? stored.theme : 'system';
    return { theme, letters: !('letters' in stored && stored.letters === false), remember: true };
  } catch {
    // Storage is switched off, or somebody wrote nonsense into it: both mean that nothing was chosen.
    return unset;
  }
}

function show(): void {
  if (current.theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = current.theme;
}

/** Applies what was remembered, before anything is drawn. */
export const applyPreferences = show;

/** Changes some preferences and, if asked to, remembers all of them on this device. */
export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  show();
  if (current.remember)
    localStorage.setItem(KEY, JSON.stringify({ theme: current.theme, letters: current.letters }));
  else localStorage.removeItem(KEY);
  for (const listener of listeners) listener();
}

export const preferences = (): Preferences => current;

/** The preferences, and again when they change. */
export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, preferences);
}

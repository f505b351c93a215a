import { i18n, type Messages } from '@lingui/core';

/** Words of one part of the console: message id to ICU text. Vite replaces the text with its compiled form. */
export type WordList = Readonly<Record<string, string>>;

export type WordValues = Readonly<Record<string, string | number | Date>>;

/** Looks up one message of one list. */
export type Say<Id extends string> = (id: Id, values?: WordValues) => string;

let reword: ((list: Messages) => Messages) | undefined;

/** Sets the language before anything is drawn; the pseudo-locale rewrites every list as it loads. */
export async function speak(pseudo: boolean): Promise<void> {
  if (pseudo) reword = (await import('./pseudo.ts')).pseudo;
  i18n.activate(pseudo ? 'pseudo' : 'en', pseudo ? ['en'] : [...navigator.languages]);
  document.documentElement.lang = 'en';
}

/** Loads a list once, when the module of its page loads, and returns the function that speaks it. */
export function words<const List extends WordList>(list: List): Say<Extract<keyof List, string>> {
  let loaded = false;
  return (id, values) => {
    if (!loaded) {
      i18n.load(i18n.locale || 'en', reword === undefined ? list : reword(list));
      loaded = true;
    }
    return i18n._(id, values);
  };
}

/** Whether a list has words for something that the server named. */
export const hasWords = <List extends WordList>(list: List, id: string): id is Extract<keyof List, string> =>
  Object.hasOwn(list, id);

import type { Plugin } from 'vite';

const otherLanguage = /\/react-(?:aria|stately)\/.*\/intl\/.*\/(?!en-US)[a-z]{2}-[A-Z]{2}\.m?js$/;

/** The component library brings its words in 34 languages (about 40 KB compressed); until the console speaks them, all are English. */
export function englishComponentWords(): Plugin {
  return {
    name: 'english-component-words',
    enforce: 'pre',
    load: (id) => (otherLanguage.test(id) ? `export { default } from './en-US.mjs';` : null),
  };
}

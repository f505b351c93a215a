import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { plainAddresses } from './api/plain-addresses.ts';
import { compiledWords } from './words/compile.ts';
import { englishComponentWords } from './words/component-words.ts';

/** Every asset is a file of our own origin: no inlined data addresses, no inline script, so the policy can be strict. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), plainAddresses(), compiledWords(), englishComponentWords()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What NOTICE promises: the licences of all that is bundled go with it.
    license: { fileName: 'licences.txt' },
    rolldownOptions: {
      output: {
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`,
        codeSplitting: {
          // What every page needs comes in one file; what some share, in few: on a phone each file costs more than its bytes.
          groups: [
            { name: 'first', tags: ['$initial'], priority: 1 },
            { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 24_000 },
          ],
        },
      },
    },
  },
});

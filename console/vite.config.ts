import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compiledWords } from './words/compile.ts';
import { englishComponentWords } from './words/component-words.ts';

/** Every asset is a file of our own origin: no inlined data addresses, no inline script, so the policy can be strict. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compiledWords(), englishComponentWords()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});

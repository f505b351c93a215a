/// <reference types="node" />
import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';
import * as z from 'zod';

const list = z.record(z.string(), z.string());

/** Compiles the ICU texts of every `messages.ts` and `…-messages.ts` at build time, so that no parser of them is sent to the browser. */
export function compiledWords(): Plugin {
  return {
    name: 'compiled-words',
    enforce: 'pre',
    async load(id) {
      const [file = ''] = id.split('?');
      if (!file.endsWith('messages.ts')) return null;
      const changed = (await stat(file)).mtimeMs;
      const module: unknown = await import(`${pathToFileURL(file).href}?${changed}`);
      const { messages } = z.object({ messages: list }).parse(module);
      const compiled = Object.entries(messages).map(([key, text]) => [key, compileMessageOrThrow(text)]);
      return `export const messages = ${JSON.stringify(Object.fromEntries(compiled))};`;
    },
  };
}

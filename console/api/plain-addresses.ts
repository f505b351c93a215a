import type { Plugin } from 'vite';
import { addresses } from './addresses.ts';

/** Takes the addresses from the contracts at build time, so that no schema is sent to the browser. */
export function plainAddresses(): Plugin {
  const plain = Object.entries(addresses)
    .filter(([, { api }]) => api !== 'machine')
    .map(([id, { method, path, idempotent }]) => [id, { method, path, idempotent }]);
  const text = `export const addresses = ${JSON.stringify(Object.fromEntries(plain))};`;
  return {
    name: 'plain-addresses',
    enforce: 'pre',
    load: (id) => (id.endsWith('/api/addresses.ts') ? text : null),
  };
}

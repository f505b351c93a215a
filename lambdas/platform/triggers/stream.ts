import type { TableSpec } from '../../../contracts/spec/store.ts';

/** Called with the keys of changed items of a table. */
export const stream = (table: TableSpec) => ({ on: 'stream', table }) as const;

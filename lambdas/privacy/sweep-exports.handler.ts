import { whole } from '../platform/invocation.ts';
import { openExports } from './export-store.ts';
import { sweepExports } from './sweep-exports.ts';
import { openTransfer } from './transfer-store.ts';

const parts = { exported: openExports(), transfer: openTransfer() };

export const handler = whole(async (): Promise<void> => sweepExports(parts, Date.now()));

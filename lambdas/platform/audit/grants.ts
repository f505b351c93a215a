import { auditTrail } from '../../../contracts/privacy/stores.ts';
import { type Grant, table } from '../function.ts';

/** What a function needs to append to the audit trail; it can change or remove nothing there. */
export const auditing: readonly Grant[] = [table(auditTrail, 'Query', 'PutItem')];

import * as z from 'zod/mini';
import { years } from '../../policy/retention.ts';
import { id } from '../ids.ts';
import { expiry, instant } from '../pages.ts';
import { internal } from '../spec/marks.ts';
import { aboutNobody, defineBucket, defineTable } from '../spec/store.ts';

/** What can happen to a person's data, as the audit trail names it. */
export const auditActions = [
  'account.created',
  'account.closed',
  'account.restored',
  'session.started',
  'session.ended',
  'api-key.created',
  'api-key.revoked',
  'credential.stored',
  'credential.replaced',
  'credential.deleted',
  'conversation.deleted',
  'machine.launched',
  'machine.ended',
  'run.deleted',
  'export.requested',
  'export.fetched',
] as const;

/**
 * A hash chain for each subject: each event holds the hash of the one before, appended conditionally. It goes with the
 * account: when somebody came and what they did would tell which movements of credits are theirs.
 */
export const auditTrail = defineTable({
  name: 'audit-trail',
  keys: { partition: 'userId', sort: 'sequence' },
  ttl: 'expiresAt',
  item: z.strictObject({
    userId: id('account'),
    sequence: z.int().check(z.gte(0)),
    at: instant,
    action: z.enum(auditActions),
    by: z.enum(['you', 'platform']),
    /** The id of the thing, never its content. */
    of: z.optional(z.string()),
    previous: z.string(),
    hash: z.string(),
    expiresAt: expiry,
  }),
  privacy: { category: 'audit', subject: { by: 'user' }, export: 'items', erase: 'delete' },
});

/** Exports under way and done. */
export const exportsTable = defineTable({
  name: 'exports',
  keys: { partition: 'userId', sort: 'exportId' },
  ttl: 'expiresAt',
  restoreDays: 0,
  item: z.strictObject({
    userId: id('account'),
    exportId: id('export'),
    state: z.enum(['collecting', 'ready', 'failed']),
    bytes: z.optional(z.int()),
    requestedAt: instant,
    readyAt: z.optional(instant),
    expiresAt: expiry,
  }),
  privacy: {
    category: 'export-request',
    subject: { by: 'user' },
    export: { none: 'it describes the exports themselves' },
    erase: 'delete',
  },
});

/** Archives on their way to the person; objects go after 24 hours. */
export const transfer = defineBucket({
  name: 'transfer',
  key: 'content',
  privacy: {
    category: 'export',
    subject: { by: 'prefix' },
    export: { none: 'it holds the exports themselves' },
    erase: 'delete',
  },
});

/** `waiting` is the recovery window: the account can come back. From `erasing` on there is no way back. */
export const erasureStates = ['closing', 'waiting', 'restoring', 'erasing', 'erased'] as const;
export type ErasureState = (typeof erasureStates)[number];

/** An erasure under way or done; the account itself may be gone already. */
export const erasures = defineTable({
  name: 'erasures',
  keys: { partition: 'userId' },
  stream: true,
  ttl: 'expiresAt',
  item: z.strictObject({
    userId: id('account'),
    erasureId: id('erasure'),
    receiptId: internal(id('receipt')),
    state: z.enum(erasureStates),
    requestedAt: instant,
    /** Epoch second from which it may no longer be undone. */
    dueAt: z.int(),
    /** The bridges to billing and identity; removed with the last step. */
    customerId: z.optional(internal(id('customer'))),
    /** All sign-ins of the account as it closed, and when none of them let anybody in any more. */
    subjects: z.optional(internal(z.array(z.string()))),
    fencedAt: z.optional(instant),
    /** What each step found and removed, for the receipt. */
    erased: internal(z.record(z.string(), z.int())),
    keysDestroyed: internal(z.record(z.string(), instant)),
    /** Set when it is over: then it expires with the receipts. */
    expiresAt: z.optional(expiry),
  }),
  privacy: {
    category: 'erasure',
    subject: { by: 'user' },
    export: 'items',
    erase: 'kept',
    retention: years(2),
  },
});

/** Signed receipts, reachable by their unguessable id alone. */
export const receipts = defineTable({
  name: 'receipts',
  keys: { partition: 'receiptId' },
  ttl: 'expiresAt',
  item: z.strictObject({
    receiptId: id('receipt'),
    /** The canonical JSON that was signed. */
    document: z.string(),
    signature: z.string(),
    expiresAt: expiry,
  }),
  privacy: {
    category: 'erasure',
    label: 'Receipts of erasures',
    subject: { by: 'nobody', because: 'found by the receipt id alone, which only the person has' },
    export: { none: 'you hold it yourself' },
    erase: 'kept',
  },
});

/** Which accounts must never come back: replayed at every restore. */
export const tombstones = defineBucket({
  name: 'tombstones',
  key: 'platform',
  lock: years(2),
  privacy: {
    category: 'erasure',
    label: 'Tombstones',
    subject: { by: 'prefix' },
    export: { none: 'there is none while the account lives' },
    erase: 'kept',
  },
});

export const policyVersions = defineTable({
  name: 'policy-versions',
  keys: { partition: 'document', sort: 'version' },
  item: z.strictObject({
    document: z.literal('privacy'),
    version: z.string(),
    effective: z.iso.date(),
    sha256: z.string(),
    html: z.string(),
  }),
  privacy: aboutNobody('published documents', { category: 'operation', erase: 'kept' }),
});

import * as z from 'zod/mini';
import { CONTENT_KEY_BACKUP_DAYS } from '../../policy/retention.ts';
import { id } from '../ids.ts';
import { instant } from '../pages.ts';
import { internal } from '../spec/marks.ts';
import { aboutNobody, defineBucket, defineStore, defineTable } from '../spec/store.ts';

// Marked as pure: a function that does not use the store leaves it out, and a cold start does not read it.

/** A data key of an account, wrapped by KMS; the encryption context names the account and the purpose. */
const wrappedKey = z.strictObject({
  userId: id('account'),
  version: z.int().check(z.positive()),
  wrapped: internal(z.instanceof(Uint8Array)),
  /** `recovery`: wrapped by the recovery key, which only the restore function may use. */
  state: z.enum(['active', 'recovery']),
  /** The account's key epoch of the last change of state: a late retry of an older change finds it and does nothing. */
  epoch: internal(z.int()),
  createdAt: instant,
});

/** The content key. One day of restore window: that is the published latency of an erasure. */
export const contentKeys = defineTable({
  name: 'content-keys',
  keys: { partition: 'userId' },
  restoreDays: CONTENT_KEY_BACKUP_DAYS,
  item: wrappedKey,
  privacy: {
    category: 'key',
    label: 'Wrapped key of your content',
    subject: { by: 'user' },
    export: 'items',
    erase: 'delete',
    holds: 'content',
  },
});

/** The credential key. No restore window: destroyed means destroyed. */
export const credentialKeys = /* @__PURE__ */ defineTable({
  name: 'credential-keys',
  keys: { partition: 'userId' },
  restoreDays: 0,
  item: wrappedKey,
  privacy: {
    category: 'key',
    label: 'Wrapped key of your credentials',
    subject: { by: 'user' },
    export: 'items',
    erase: 'delete',
    holds: 'credentials',
    atOnce: true,
  },
});

/**
 * How AWS speaks of a model. `legacy`: it will be retired. `gone`: AWS knows no such model, or no such profile.
 * `elsewhere`: a call could leave the Regions of the promise.
 */
export const modelLives = ['active', 'legacy', 'gone', 'elsewhere'] as const;
export type ModelLife = (typeof modelLives)[number];

/** The last reading of the retention guard in each Region and of each model, and the last report of the purge. */
export const readings = defineTable({
  name: 'readings',
  keys: { partition: 'subject', sort: 'of' },
  item: z.strictObject({
    subject: z.enum(['retention-mode', 'model', 'purge']),
    of: z.string(),
    at: instant,
    good: z.boolean(),
    detail: z.string(),
    /** Of a model. */
    life: z.optional(z.enum(modelLives)),
    endsAt: z.optional(instant),
  }),
  privacy: {
    category: 'operation',
    subject: { by: 'nobody', because: 'readings of the platform about itself' },
    export: { none: 'about nobody' },
    erase: 'kept',
  },
});

/** The physical name of every table and bucket by its logical one: as many as there may be, an environment would be full. */
export const storeNames = defineTable({
  name: 'store-names',
  keys: { partition: 'of' },
  item: z.strictObject({ of: z.literal('deployment'), names: z.record(z.string(), z.string()) }),
  privacy: {
    category: 'operation',
    subject: { by: 'nobody', because: 'names of the platform’s own stores' },
    export: { none: 'about nobody' },
    erase: 'kept',
  },
});

export const functionLogs = /* @__PURE__ */ defineStore({
  kind: 'log-group',
  name: 'function-logs',
  privacy: /* @__PURE__ */ aboutNobody('kept by request, not by account', {
    category: 'function-log',
    erase: 'expires',
  }),
});
export const accessLogs = /* @__PURE__ */ defineStore({
  kind: 'log-group',
  name: 'access-logs',
  privacy: /* @__PURE__ */ aboutNobody('kept by request, not by account', {
    category: 'access-log',
    erase: 'expires',
  }),
});
export const workflowHistories = /* @__PURE__ */ defineStore({
  kind: 'workflow-history',
  name: 'workflow-histories',
  privacy: /* @__PURE__ */ aboutNobody('they name random ids only', {
    category: 'workflow-history',
    erase: 'expires',
  }),
});
export const trail = /* @__PURE__ */ defineStore({
  kind: 'trail',
  name: 'management-trail',
  privacy: /* @__PURE__ */ aboutNobody('kept by call, not by account', {
    category: 'management-trail',
    erase: 'expires',
  }),
});

/** Where the management trail is kept. */
export const trailObjects = /* @__PURE__ */ defineBucket({
  name: 'trail-objects',
  key: 'platform',
  privacy: /* @__PURE__ */ aboutNobody('kept by call, not by account', {
    category: 'management-trail',
    label: 'Files of the management trail',
    erase: 'expires',
  }),
});

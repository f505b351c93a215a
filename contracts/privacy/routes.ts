import * as z from 'zod/mini';
import { categoryIds } from '../../policy/categories.ts';
import { id } from '../ids.ts';
import { instant, pageOf, pageQuery } from '../pages.ts';
import { defineRoutes } from '../spec/route.ts';
import { auditTrail, exportsTable, policyVersions } from './stores.ts';

export const EXPORT_LINK_SECONDS = 5 * 60;

export const privacyRoutes = defineRoutes(
  { module: 'privacy' },
  {
    readPolicy: {
      at: 'GET /v1/policies/privacy',
      summary: 'The privacy policy in force',
      permission: 'public',
      status: 200,
      answer: policyVersions.item,
    },
    listPolicyVersions: {
      at: 'GET /v1/policies/privacy/versions',
      summary: 'All published versions, newest first',
      permission: 'public',
      status: 200,
      answer: pageOf(z.omit(policyVersions.item, { html: true })),
    },
    readInventory: {
      at: 'GET /v1/privacy/inventory',
      summary: 'What we hold about you: every category with live counts',
      permission: 'privacy:read',
      status: 200,
      answer: z.strictObject({
        items: z.array(
          z.strictObject({
            store: z.string(),
            category: z.enum(categoryIds),
            label: z.string(),
            examples: z.string(),
            purpose: z.string(),
            basis: z.string(),
            period: z.string(),
            /** Absent where nothing is found by account; then `note` says why. */
            count: z.optional(z.int()),
            oldest: z.optional(instant),
            nextExpiry: z.optional(instant),
            note: z.optional(z.string()),
            afterErasure: z.string(),
          }),
        ),
      }),
    },
    listExports: {
      at: 'GET /v1/privacy/exports',
      summary: 'Exports of the last 24 hours',
      permission: 'privacy:read',
      status: 200,
      answer: pageOf(z.omit(exportsTable.item, { userId: true })),
    },
    requestExport: {
      at: 'POST /v1/privacy/exports',
      summary: 'Export everything that is held about you',
      permission: 'privacy:export',
      status: 202,
      answer: z.omit(exportsTable.item, { userId: true }),
      idempotent: true,
    },
    readExport: {
      at: 'GET /v1/privacy/exports/{exportId}',
      summary: 'How an export stands',
      permission: 'privacy:read',
      params: z.strictObject({ exportId: id('export') }),
      status: 200,
      answer: z.omit(exportsTable.item, { userId: true }),
    },
    linkExport: {
      at: 'POST /v1/privacy/exports/{exportId}/link',
      summary: 'A link to the archive, good for five minutes',
      permission: 'privacy:export',
      fresh: true,
      params: z.strictObject({ exportId: id('export') }),
      status: 200,
      answer: z.strictObject({ url: z.url(), expiresAt: instant }),
    },
    readAudit: {
      at: 'GET /v1/privacy/audit',
      summary: 'Your audit trail, in order; each event carries the hash of the one before',
      permission: 'privacy:read',
      query: pageQuery,
      status: 200,
      answer: pageOf(z.omit(auditTrail.item, { expiresAt: true })),
    },
    closeAccount: {
      at: 'DELETE /v1/account',
      summary: 'Delete the account, at once or with the recovery window of this service',
      permission: 'account:leave',
      fresh: true,
      body: z.strictObject({ recovery: z.boolean() }),
      status: 202,
      answer: z.strictObject({ erasureId: id('erasure'), receiptId: id('receipt'), dueAt: instant }),
    },
    restoreAccount: {
      at: 'POST /v1/account/restore',
      summary: 'Take the deletion back within the recovery window',
      permission: 'account:leave',
      fresh: true,
      status: 202,
      answer: z.strictObject({ state: z.literal('restoring') }),
    },
    readReceipt: {
      at: 'GET /v1/receipts/{receiptId}',
      summary: 'The signed receipt of an erasure, with the public key',
      permission: 'public',
      params: z.strictObject({ receiptId: id('receipt') }),
      status: 200,
      answer: z.strictObject({
        document: z.string(),
        signature: z.string(),
        publicKey: z.string(),
        algorithm: z.literal('ECDSA_SHA_256'),
      }),
    },
  },
);

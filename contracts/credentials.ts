import * as z from 'zod';
import { id } from './ids.ts';
import { instant, pageOf, pageQuery } from './pages.ts';
import { secret } from './spec/marks.ts';
import { defineRoute } from './spec/route.ts';
import { defineTable } from './spec/store.ts';

export const MAX_CREDENTIALS = 100;
const label = z.string().trim().min(1).max(60);
const value = z.string().min(1).max(8192);

/** The vault. Values are sealed with the credential key, leave by no route, and have no point-in-time restore. */
export const credentials = defineTable({
  name: 'credentials',
  capability: 'credentials',
  keys: { partition: 'userId', sort: 'credentialId' },
  restoreDays: 0,
  sealedWith: 'credentials',
  item: z.strictObject({
    userId: id('account'),
    credentialId: id('credential'),
    label,
    value: secret(value),
    createdAt: instant,
    replacedAt: instant.optional(),
  }),
  privacy: { category: 'credential', subject: { by: 'user' }, export: 'items', erase: 'delete' },
});

const credentialView = z.strictObject({
  credentialId: id('credential'),
  label,
  createdAt: instant,
  replacedAt: instant.optional(),
});
const capability = 'credentials' as const;
const tag = 'Credentials';
const params = z.strictObject({ credentialId: id('credential') });

export const credentialRoutes = {
  listCredentials: defineRoute({
    id: 'listCredentials',
    method: 'GET',
    path: '/v1/credentials',
    summary: 'Stored credentials, without their values',
    tag,
    capability,
    permission: 'credentials:read',
    query: pageQuery,
    status: 200,
    answer: pageOf(credentialView),
  }),
  storeCredential: defineRoute({
    id: 'storeCredential',
    method: 'POST',
    path: '/v1/credentials',
    summary: 'Store a credential; it is never shown again',
    tag,
    capability,
    permission: 'credentials:write',
    body: z.strictObject({ label, value }),
    status: 201,
    answer: credentialView,
    idempotent: true,
    takesContent: true,
  }),
  replaceCredential: defineRoute({
    id: 'replaceCredential',
    method: 'PUT',
    path: '/v1/credentials/{credentialId}',
    summary: 'Replace the value of a credential',
    tag,
    capability,
    permission: 'credentials:write',
    params,
    body: z.strictObject({ label: label.optional(), value }),
    status: 200,
    answer: credentialView,
    takesContent: true,
  }),
  deleteCredential: defineRoute({
    id: 'deleteCredential',
    method: 'DELETE',
    path: '/v1/credentials/{credentialId}',
    summary: 'Delete a credential at once',
    tag,
    capability,
    permission: 'credentials:delete',
    params,
    status: 204,
  }),
} as const;

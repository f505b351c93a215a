import * as z from 'zod/mini';
import { id } from '../ids.ts';
import { instant, pageOf, pageQuery } from '../pages.ts';
import { defineRoute } from '../spec/route.ts';
import { credentialLabel as label, credentialValue as value } from './stores.ts';

const credentialView = z.strictObject({
  credentialId: id('credential'),
  label,
  createdAt: instant,
  replacedAt: z.optional(instant),
});
const capability = 'credentials' as const;
const module = 'credentials';
const params = z.strictObject({ credentialId: id('credential') });

export const credentialRoutes = {
  listCredentials: defineRoute({
    id: 'listCredentials',
    method: 'GET',
    path: '/v1/credentials',
    summary: 'Stored credentials, without their values',
    module,
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
    module,
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
    module,
    capability,
    permission: 'credentials:write',
    params,
    body: z.strictObject({ label: z.optional(label), value }),
    status: 200,
    answer: credentialView,
    takesContent: true,
  }),
  deleteCredential: defineRoute({
    id: 'deleteCredential',
    method: 'DELETE',
    path: '/v1/credentials/{credentialId}',
    summary: 'Delete a credential at once',
    module,
    capability,
    permission: 'credentials:delete',
    params,
    status: 204,
  }),
} as const;

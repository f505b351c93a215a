import * as z from 'zod/mini';
import { id } from '../ids.ts';
import { instant, pageOf, pageQuery } from '../pages.ts';
import { defineRoutes } from '../spec/route.ts';
import { credentialLabel as label, credentialValue as value } from './stores.ts';

const credentialView = z.strictObject({
  credentialId: id('credential'),
  label,
  createdAt: instant,
  replacedAt: z.optional(instant),
});
const params = z.strictObject({ credentialId: id('credential') });

export const credentialRoutes = defineRoutes(
  { module: 'credentials', capability: 'credentials' },
  {
    listCredentials: {
      at: 'GET /v1/credentials',
      summary: 'Stored credentials, without their values',
      permission: 'credentials:read',
      query: pageQuery,
      answer: pageOf(credentialView),
    },
    storeCredential: {
      at: 'POST /v1/credentials',
      summary: 'Store a credential; it is never shown again',
      permission: 'credentials:write',
      body: z.strictObject({ label, value }),
      status: 201,
      answer: credentialView,
      idempotent: true,
      takesContent: true,
    },
    replaceCredential: {
      at: 'PUT /v1/credentials/{credentialId}',
      summary: 'Replace the value of a credential',
      permission: 'credentials:write',
      params,
      body: z.strictObject({ label: z.optional(label), value }),
      answer: credentialView,
      takesContent: true,
    },
    deleteCredential: {
      at: 'DELETE /v1/credentials/{credentialId}',
      summary: 'Delete a credential at once',
      permission: 'credentials:delete',
      params,
    },
  },
);

import { credentialRoutes } from '../../contracts/credentials/routes.ts';
import { credentials } from '../../contracts/credentials/stores.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { openStore } from '../platform/dynamo/table.ts';
import { handlerOf } from '../platform/http/endpoint.ts';
import { openCredentialKeys } from '../platform/keys/content-keys.ts';
import {
  type CredentialDesk,
  deleteCredential,
  replaceCredential,
  storeCredential,
} from './credential-desk.ts';
import { CredentialStore } from './credential-store.ts';

const desk: CredentialDesk = {
  store: openStore(CredentialStore, credentials),
  keys: openCredentialKeys(),
  audit: openAudit(),
};

export const handler = handlerOf(credentialRoutes, {
  listCredentials: async ({ actor, query }) => desk.store.list(actor.userId, query),
  storeCredential: async (call) => storeCredential(desk, call),
  replaceCredential: async (call) => replaceCredential(desk, call),
  deleteCredential: async ({ actor, params }) => deleteCredential(desk, actor, params.credentialId),
});

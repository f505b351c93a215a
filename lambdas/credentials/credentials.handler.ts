import { credentialRoutes } from '../../contracts/credentials/routes.ts';
import { credentials } from '../../contracts/credentials/stores.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { openCredentialKeys } from '../platform/keys/content-keys.ts';
import {
  type CredentialDesk,
  deleteCredential,
  replaceCredential,
  storeCredential,
} from './credential-desk.ts';
import { CredentialStore } from './credential-store.ts';

const desk: CredentialDesk = {
  store: new CredentialStore(documents, env(credentials.env)),
  keys: openCredentialKeys(),
  audit: openAudit(),
};

export const handler = api([
  endpoint({
    route: credentialRoutes.listCredentials,
    run: async ({ actor, query }) => desk.store.list(actor.userId, query),
  }),
  endpoint({ route: credentialRoutes.storeCredential, run: async (call) => storeCredential(desk, call) }),
  endpoint({ route: credentialRoutes.replaceCredential, run: async (call) => replaceCredential(desk, call) }),
  endpoint({
    route: credentialRoutes.deleteCredential,
    run: async ({ actor, params }) => deleteCredential(desk, actor, params.credentialId),
  }),
]);

import { KMSClient } from '@aws-sdk/client-kms';
import { credentialRoutes, credentials } from '../../contracts/credentials.ts';
import { credentialKeys, kmsKeys } from '../../contracts/keys.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { idFor } from '../platform/http/call.ts';
import { api, endpoint, noContent, reply } from '../platform/http/endpoint.ts';
import { DataKeys } from '../platform/keys/data-keys.ts';
import { WrappedKeyTable } from '../platform/keys/wrapped-key-table.ts';
import { CredentialStore } from './credential-store.ts';
import { newCredential, replaced } from './credentials.ts';

const store = new CredentialStore(documents, env(credentials.env));
const audit = openAudit();
const keys = new DataKeys({
  kms: new KMSClient({}),
  kmsKeyArn: env(kmsKeys.credentials.env),
  purpose: 'credentials',
  store: new WrappedKeyTable(documents, env(credentialKeys.env)),
});

export const handler = api([
  endpoint({
    route: credentialRoutes.listCredentials,
    run: async ({ actor, query }) => reply(await store.list(actor.userId, query)),
  }),
  endpoint({
    route: credentialRoutes.storeCredential,
    run: async (call) => {
      const { actor, body, now } = call;
      const wanted = newCredential(actor.userId, idFor('credential', call), body, now);
      const made = await store.add(await keys.open(actor.userId, actor.keyEpoch), wanted);
      await audit.append(actor.userId, { action: 'credential.stored', by: 'you', of: made.credentialId });
      return reply(made);
    },
  }),
  endpoint({
    route: credentialRoutes.replaceCredential,
    run: async ({ actor, params, body, now }) => {
      const before = await store.find(actor.userId, params.credentialId);
      const after = await store.replace(
        await keys.open(actor.userId, actor.keyEpoch),
        replaced(before, actor.userId, body, now),
      );
      await audit.append(actor.userId, { action: 'credential.replaced', by: 'you', of: after.credentialId });
      return reply(after);
    },
  }),
  endpoint({
    route: credentialRoutes.deleteCredential,
    run: async ({ actor, params }) => {
      const { credentialId } = params;
      await store.delete(actor.userId, credentialId);
      await audit.append(actor.userId, { action: 'credential.deleted', by: 'you', of: credentialId });
      return noContent();
    },
  }),
]);

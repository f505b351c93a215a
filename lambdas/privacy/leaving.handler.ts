import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { SFNClient } from '@aws-sdk/client-sfn';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { accounts } from '../../contracts/accounts.ts';
import { kmsKeys } from '../../contracts/keys.ts';
import { erasures, receipts } from '../../contracts/privacy.ts';
import { privacyRoutes } from '../../contracts/privacy-routes.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { AccountStore } from '../accounts/account-store.ts';
import { documents } from '../platform/aws/clients.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { env } from '../platform/env.ts';
import { api, endpoint, reply } from '../platform/http/endpoint.ts';
import { Problem } from '../platform/http/problem.ts';
import { startOnce } from '../platform/start-once.ts';
import { ErasureStore } from './erasure-store.ts';
import { checkRestorable, executionName, newErasure } from './erasures.ts';

const profile = findProfile(env('PROFILE'));
const people = new AccountStore(documents, { accounts: env(accounts.env) });
const store = new ErasureStore(documents, env(erasures.env));
const workflows = new SFNClient({});
const kms = new KMSClient({});
let publicKey: Promise<string> | undefined;

/** The public half, as PEM: with it alone a receipt can be verified. */
async function readPublicKey(): Promise<string> {
  const found = await kms.send(new GetPublicKeyCommand({ KeyId: env(kmsKeys.receipts.env) }));
  const lines =
    Buffer.from(found.PublicKey ?? [])
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN PUBLIC KEY-----\n${lines.join('\n')}\n-----END PUBLIC KEY-----\n`;
}

export const handler = api([
  endpoint({
    route: privacyRoutes.closeAccount,
    run: async ({ actor, body, now }) => {
      const account = await people.find(actor.userId);
      if (account === undefined) throw new Problem('not_found');
      const wanted = newErasure(account, body.recovery, profile, now);
      const first = await store.add(wanted);
      // Asked again without recovery: the window ends now.
      const dueAt = body.recovery ? first.dueAt : Math.min(first.dueAt, wanted.dueAt);
      if (dueAt < first.dueAt) await store.hasten(actor.userId, dueAt);
      const erasure = { ...first, dueAt };
      await startOnce(workflows, env('ERASE_WORKFLOW'), executionName(erasure, now), {
        userId: actor.userId,
        id: erasure.erasureId,
      });
      return reply({
        erasureId: erasure.erasureId,
        receiptId: erasure.receiptId,
        dueAt: new Date(dueAt * 1000).toISOString(),
      });
    },
  }),
  endpoint({
    route: privacyRoutes.restoreAccount,
    run: async ({ actor, now }) => {
      const erasure = await store.find(actor.userId);
      checkRestorable(erasure, now);
      if (erasure === undefined || (await store.move(actor.userId, 'restoring')) === 'conflict')
        throw new Problem('too_late');
      await startOnce(workflows, env('RESTORE_WORKFLOW'), erasure.erasureId, {
        userId: actor.userId,
        id: erasure.erasureId,
      });
      return reply({ state: 'restoring' as const });
    },
  }),
  endpoint({
    route: privacyRoutes.readReceipt,
    run: async ({ params }) => {
      const found = await documents.send(
        new GetCommand({ TableName: env(receipts.env), Key: params, ConsistentRead: true }),
      );
      const receipt = readItem(receipts, receipts.item, found.Item);
      if (receipt === undefined)
        throw new Problem('not_found', 'There is no receipt of this number, or not yet.');
      publicKey ??= readPublicKey().catch((error: unknown) => {
        // One that could not be read is asked for again by the next request.
        publicKey = undefined;
        throw error;
      });
      const { document, signature } = receipt;
      return reply({ document, signature, publicKey: await publicKey, algorithm: 'ECDSA_SHA_256' as const });
    },
  }),
]);

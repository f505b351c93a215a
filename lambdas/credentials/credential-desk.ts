import type { credentialRoutes } from '../../contracts/credentials/routes.ts';
import type { Id } from '../../contracts/ids.ts';
import type { AuditTrail } from '../platform/audit/audit-trail.ts';
import type { Actor } from '../platform/auth/actor.ts';
import { type Call, idFor } from '../platform/http/call.ts';
import { Problem } from '../platform/http/problem.ts';
import type { DataKeys } from '../platform/keys/data-keys.ts';
import type { CredentialStore } from './credential-store.ts';
import {
  type CredentialView,
  checkRoom,
  credentialView,
  newCredential,
  replacementOf,
} from './credentials.ts';

export interface CredentialDesk {
  readonly store: CredentialStore;
  readonly keys: DataKeys;
  readonly audit: AuditTrail;
}

/** Stores a new credential; one that is there already, from a first attempt, stays as it is. Throws `limit_reached`. */
export async function storeCredential(
  desk: CredentialDesk,
  call: Call<typeof credentialRoutes.storeCredential>,
): Promise<CredentialView> {
  const { actor, body, now } = call;
  const wanted = newCredential(actor.userId, idFor('credential', call), body, now);
  const there = await desk.store.find(actor.userId, wanted.credentialId);
  if (there !== undefined) return there;
  checkRoom(await desk.store.count(actor.userId));
  const stored = { action: 'credential.stored', by: 'you', of: wanted.credentialId } as const;
  const act = desk.store.adding(await desk.keys.open(actor), wanted);
  // Refused: another attempt with the same key was first.
  if ((await desk.audit.record(actor.userId, stored, act, now, actor.keyEpoch)) === 'refused')
    throw new Problem('conflict');
  return credentialView(wanted);
}

/** Writes a new value. Throws `not_found`, also when it was deleted in the meantime. */
export async function replaceCredential(
  desk: CredentialDesk,
  { actor, params, body, now }: Call<typeof credentialRoutes.replaceCredential>,
): Promise<CredentialView> {
  const before = await desk.store.find(actor.userId, params.credentialId);
  const after = replacementOf(before, actor.userId, body, now);
  const event = { action: 'credential.replaced', by: 'you', of: after.credentialId } as const;
  const act = desk.store.replacing(await desk.keys.open(actor), after);
  if ((await desk.audit.record(actor.userId, event, act, now, actor.keyEpoch)) === 'refused')
    throw new Problem('not_found');
  return credentialView(after);
}

/** Throws `not_found` where there is nothing to delete. */
export async function deleteCredential(
  { store, audit }: CredentialDesk,
  { userId }: Actor,
  credentialId: Id<'credential'>,
): Promise<void> {
  const deleted = { action: 'credential.deleted', by: 'you', of: credentialId } as const;
  if ((await audit.record(userId, deleted, store.deleting(userId, credentialId))) === 'refused')
    throw new Problem('not_found');
}

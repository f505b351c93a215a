import type { credentials } from '../../contracts/credentials/stores.ts';
import { MAX_CREDENTIALS } from '../../contracts/credentials/stores.ts';
import type { Id, UserId } from '../../contracts/ids.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';
import { Problem } from '../platform/http/problem.ts';

export type Credential = ItemOf<typeof credentials>;
/** What may be known of a credential: everything but its value. */
export type CredentialView = Omit<Credential, 'userId' | 'value'>;

/** A credential without its value. */
export const credentialView = ({ userId: _user, value: _value, ...rest }: Credential): CredentialView => rest;

export function newCredential(
  userId: UserId,
  credentialId: Id<'credential'>,
  wanted: Pick<Credential, 'label' | 'value'>,
  now: number,
): Credential {
  return {
    userId,
    credentialId,
    label: wanted.label,
    value: wanted.value,
    createdAt: new Date(now).toISOString(),
  };
}

/** The credential with a new value. Throws `not_found` where there is none to replace. */
export function replacementOf(
  before: CredentialView | undefined,
  userId: UserId,
  wanted: { readonly value: string; readonly label?: string | undefined },
  now: number,
): Credential {
  if (before === undefined) throw new Problem('not_found');
  return {
    ...before,
    userId,
    label: wanted.label ?? before.label,
    value: wanted.value,
    replacedAt: new Date(now).toISOString(),
  };
}

/** Throws `limit_reached` where one more would be too many. */
export function checkRoom(count: number): void {
  if (count >= MAX_CREDENTIALS)
    throw new Problem('limit_reached', `At most ${MAX_CREDENTIALS} credentials can be stored.`);
}

import { newId } from '../../contracts/ids.ts';
import type { ReceiptDocument } from '../../contracts/privacy/receipt.ts';
import type { StoreSpec } from '../../contracts/spec/store.ts';
import { category } from '../../policy/categories.ts';
import type { Profile } from '../../policy/profile.ts';
import type { Account } from '../accounts/tokens.ts';
import { Problem } from '../platform/http/problem.ts';
import type { Erasure } from './erasure-store.ts';

const DAY_SECONDS = 86_400;

/** The erasure that a person asks for. Throws `recovery_not_offered` where a window is wanted that this service does not have. */
export function newErasure(
  account: Account,
  recovery: boolean,
  { recoveryDays }: Profile,
  now: number,
): Erasure {
  if (recovery && recoveryDays === 0)
    throw new Problem(
      'recovery_not_offered',
      'Here a deleted account is gone at once. Ask for it without recovery.',
    );
  const { userId, customerId, subject } = account;
  return {
    userId,
    customerId,
    subject,
    erasureId: newId('erasure', now),
    receiptId: newId('receipt', now),
    state: 'closing',
    requestedAt: new Date(now).toISOString(),
    dueAt: Math.floor(now / 1000) + (recovery ? recoveryDays * DAY_SECONDS : 0),
    erased: {},
    keysDestroyed: {},
  };
}

/** Whether the window is over. */
export const isDue = ({ dueAt }: Pick<Erasure, 'dueAt'>, now: number): boolean => dueAt * 1000 <= now;

/** Throws when an account can no longer come back. */
export function checkRestorable(erasure: Erasure | undefined, now: number): void {
  if (erasure === undefined) throw new Problem('conflict', 'This account is not being deleted.');
  if (erasure.state === 'closing')
    throw new Problem('conflict', 'It is just being closed. Try again in a minute.');
  if (isDue(erasure, now) || !['waiting', 'restoring'].includes(erasure.state)) throw new Problem('too_late');
}

/** Which execution carries out an erasure: the window's end starts another one. */
export const roundOf = (erasure: Pick<Erasure, 'dueAt'>, now: number): string | undefined =>
  isDue(erasure, now) ? 'due' : undefined;

const staysOf = ({ privacy }: StoreSpec): string | undefined =>
  privacy.erase === 'delete' ? undefined : category(privacy.category).staysAfterErasure;

/** Whether a receipt has to speak of a store: it is kept by account, or an account's random id may stand in it. */
export const isAccountedFor = (store: StoreSpec): boolean =>
  store.privacy.subject.by !== 'nobody' || staysOf(store) !== undefined;

/** The receipt's document: what went from where, what is left and why. */
export function receiptOf(
  erasure: Erasure,
  product: string,
  stores: readonly StoreSpec[],
  left: ReadonlyMap<string, number>,
  erasedAt: string,
): ReceiptDocument {
  const destroyed = (purpose: 'content' | 'credentials') => ({
    purpose,
    destroyedAt: erasure.keysDestroyed[purpose] ?? erasedAt,
  });
  return {
    format: 'cloister-erasure-receipt/1',
    receiptId: erasure.receiptId,
    userId: erasure.userId,
    product,
    requestedAt: erasure.requestedAt,
    erasedAt,
    stores: stores.filter(isAccountedFor).map((store) => {
      const stays = staysOf(store);
      return {
        store: store.name,
        category: store.privacy.category,
        erased: erasure.erased[store.name] ?? 0,
        ...(store.privacy.subject.by === 'nobody' ? {} : { left: left.get(store.name) ?? 0 }),
        ...(stays === undefined ? {} : { stays }),
      };
    }),
    keys: [destroyed('credentials'), destroyed('content')],
  };
}

/** Stores that should be empty and are not. */
export const notEmpty = (stores: readonly StoreSpec[], left: ReadonlyMap<string, number>): string[] =>
  stores
    .filter(({ name, privacy }) => privacy.erase === 'delete' && (left.get(name) ?? 0) > 0)
    .map(({ name }) => name);

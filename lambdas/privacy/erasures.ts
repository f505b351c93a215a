import { newId } from '../../contracts/ids.ts';
import type { ReceiptDocument, ReceiptLine } from '../../contracts/privacy/receipt.ts';
import { isAboutPeople, isErasable, type StoreSpec } from '../../contracts/spec/store.ts';
import { category } from '../../policy/categories.ts';
import { describedCategory } from '../../policy/category-words.ts';
import type { Profile } from '../../policy/profile.ts';
import type { Account } from '../accounts/tokens.ts';
import { Problem } from '../platform/http/problem.ts';
import { NotYet } from '../platform/step.ts';
import type { Erasure } from './erasure-store.ts';
import type { Answer } from './keepers/keeper.ts';

const DAY_SECONDS = 86_400;

/** The erasure that a person asks for. Throws `recovery_not_offered` where a window is wanted that this service does not have. */
export function newErasure(
  account: Account,
  recovery: boolean,
  { recoveryDays }: Profile,
  now: number,
  signIns: readonly string[] = [],
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
    subjects: [...new Set([subject, ...signIns])],
    erasureId: newId('erasure'),
    receiptId: newId('receipt'),
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
  privacy.erase === 'delete' ? undefined : describedCategory(privacy.category).staysAfterErasure;

/** Whether an erasure itself empties a store; for others it waits. */
export const isEmptied = (store: StoreSpec): boolean =>
  isErasable(store) && store.privacy.endedBy === undefined;

/** Whether a receipt has to speak of a store: it is kept by account, or an account's random id may stand in it. */
export const isAccountedFor = (store: StoreSpec): boolean =>
  isAboutPeople(store) || staysOf(store) !== undefined;

/**
 * Whether a receipt may say how many: not of movements, nor of what tells how much somebody did. It is kept, and
 * would lead to those movements that are as many.
 */
const isCounted = ({ privacy }: StoreSpec): boolean =>
  category(privacy.category).tells !== true &&
  !(privacy.subject.by === 'customer' && privacy.erase === 'kept');

/** What the receipt says of a store by its answer. Throws where it would say more than was asked. */
export function lineOf(
  store: StoreSpec,
  answer: Answer,
  { erased }: Pick<Erasure, 'erased'>,
  now: Date,
): ReceiptLine {
  const line = { store: store.name, category: store.privacy.category };
  const stays = staysOf(store);
  if ('uncounted' in answer) {
    if (stays === undefined) throw new NotYet(`${store.name} cannot be counted: ${answer.uncounted}`);
    return { ...line, uncounted: answer.uncounted, stays };
  }
  const asked = { askedAt: now.toISOString(), how: answer.how };
  if (stays !== undefined && !isCounted(store))
    return { ...line, uncounted: 'a number would lead from here to what is kept', stays };
  if (stays !== undefined) return { ...line, left: answer.count, ...asked, stays };
  const before = erased[store.name];
  if (before === undefined || answer.count !== 0)
    throw new NotYet(`${store.name} ${before === undefined ? 'was never counted' : 'is not empty'}`);
  return { ...line, erased: before > 0 && !isCounted(store) ? 'some' : before, left: 0, ...asked };
}

/** The receipt's document: what went from where, what is left and why. */
export function receiptOf(
  erasure: Erasure,
  product: string,
  stores: ReceiptLine[],
  now: Date,
): ReceiptDocument {
  const destroyed = (purpose: 'content' | 'credentials') => {
    const destroyedAt = erasure.keysDestroyed[purpose];
    if (destroyedAt === undefined) throw new NotYet(`the ${purpose} key is not destroyed`);
    return { purpose, destroyedAt };
  };
  return {
    format: 'cloister-erasure-receipt/3',
    receiptId: erasure.receiptId,
    userId: erasure.userId,
    product,
    requestedAt: erasure.requestedAt,
    erasedAt: now.toISOString(),
    stores,
    keys: [destroyed('credentials'), destroyed('content')],
  };
}

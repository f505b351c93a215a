import type { AuditTrail } from '../platform/audit/audit-trail.ts';
import type { Actor, Caller } from '../platform/auth/actor.ts';
import { Problem } from '../platform/http/problem.ts';
import type { TokenStore } from './token-store.ts';
import { type Token, tokenView } from './tokens.ts';

/** What a person's wishes about sessions and keys need. */
export interface TokenDesk {
  readonly store: TokenStore;
  readonly audit: AuditTrail;
}

/** The sessions, or the keys, that can act for a person. */
export async function listTokens({ store }: TokenDesk, actor: Actor, kind: Token['kind']) {
  const all = await store.listByUser(actor.userId);
  return {
    items: all.filter((token) => token.kind === kind).map((token) => tokenView(token, actor.tokenHash)),
  };
}

/** Ends the tokens of one person that match; somebody else's id matches nothing. */
export async function endTokens(
  { store, audit }: TokenDesk,
  actor: Actor,
  matches: (token: Token) => boolean,
): Promise<number> {
  const ending = (await store.listByUser(actor.userId)).filter(matches);
  for (const { tokenHash, tokenId, kind } of ending) {
    await store.delete(tokenHash);
    await audit.append(actor.userId, {
      action: kind === 'api-key' ? 'api-key.revoked' : 'session.ended',
      by: 'you',
      of: tokenId,
    });
  }
  return ending.length;
}

/** Ends the one token with this id. Throws `not_found` where the person has none. */
export async function endToken(
  desk: TokenDesk,
  actor: Actor,
  wanted: Pick<Token, 'kind' | 'tokenId'>,
): Promise<void> {
  const ended = await endTokens(
    desk,
    actor,
    ({ kind, tokenId }) => kind === wanted.kind && tokenId === wanted.tokenId,
  );
  if (ended === 0) throw new Problem('not_found');
}

/** Ends the session that asks. */
export async function endThisSession({ store, audit }: TokenDesk, actor: Caller): Promise<void> {
  await store.delete(actor.tokenHash);
  if (actor.kind === 'session')
    await audit.append(actor.userId, { action: 'session.ended', by: 'you', of: actor.tokenId });
}

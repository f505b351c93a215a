import type { UserId } from '../../contracts/ids.ts';
import type { AuditTrail } from '../platform/audit/audit-trail.ts';
import type { Actor, Caller } from '../platform/auth/actor.ts';
import { Reply } from '../platform/http/endpoint.ts';
import { Problem } from '../platform/http/problem.ts';
import { logoutUrl } from './identity-service.ts';
import { clearedSessionCookie } from './session-cookie.ts';
import type { TokenStore } from './token-store.ts';
import { type Token, tokenView } from './tokens.ts';

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

/** Ends all sessions of a person but the one that asks. */
export const endOtherSessions = (desk: TokenDesk, actor: Actor): Promise<number> =>
  endTokens(desk, actor, ({ kind, tokenHash }) => kind === 'session' && tokenHash !== actor.tokenHash);

/** Ends the tokens of one person that match; somebody else's id matches nothing. */
async function endTokens(desk: TokenDesk, actor: Actor, matches: (token: Token) => boolean): Promise<number> {
  const ending = (await desk.store.listByUser(actor.userId)).filter(matches);
  for (const token of ending) await endOne(desk, actor.userId, token);
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
async function endThisSession(desk: TokenDesk, actor: Caller): Promise<void> {
  if (actor.kind === 'session') await endOne(desk, actor.userId, actor);
  else await desk.store.delete(actor.tokenHash);
}

/** Ends the session that asks, here and then at the identity service. */
export async function signOut(desk: TokenDesk, actor: Caller, service: Parameters<typeof logoutUrl>[0]) {
  await endThisSession(desk, actor);
  return new Reply({ continueAt: logoutUrl(service) }, [clearedSessionCookie]);
}

/** Ends a token. One that ended in between has its event already. */
export async function endOne(
  { store, audit }: TokenDesk,
  user: UserId,
  { tokenHash, tokenId, kind }: Pick<Token, 'tokenHash' | 'tokenId' | 'kind'>,
  by: 'you' | 'platform' = 'you',
): Promise<void> {
  const action = kind === 'api-key' ? 'api-key.revoked' : 'session.ended';
  await audit.record(user, { action, by, of: tokenId }, store.deleting(tokenHash));
}

import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { accounts, tokens } from '../../../contracts/accounts/stores.ts';
import { conditionally, readItem } from '../dynamo/items.ts';
import { Problem } from '../http/problem.ts';
import type { Actor, Caller } from './actor.ts';
import { CSRF_HEADER, hashToken, SESSION_COOKIE } from './token.ts';

type Headers = Readonly<Record<string, string | undefined>>;

export interface Authentication {
  readonly documents: DynamoDBDocumentClient;
  readonly table: string;
  /** Where the account behind a token says whether it is open. */
  readonly accounts: string;
  /** The console's origin: cookie requests that change something must come from it. */
  readonly origin: string;
}

/** Who calls: by `Authorization: Bearer`, or by the session cookie of the console. Throws `unauthenticated` or `cross_site_request`. */
export async function authenticate(
  auth: Authentication,
  method: string,
  headers: Headers,
  now = Date.now(),
): Promise<Caller> {
  const bearer = /^Bearer ([\w-]{8,128})$/.exec(headers['authorization'] ?? '')?.[1];
  const token = bearer ?? cookie(headers['cookie'], SESSION_COOKIE);
  if (token === undefined) throw new Problem('unauthenticated');
  if (bearer === undefined) refuseForeignPage(auth.origin, method, headers);
  const hash = hashToken(token);
  const found = await auth.documents.send(
    new GetCommand({ TableName: auth.table, Key: { tokenHash: hash }, ConsistentRead: true }),
  );
  const caller = toCaller(found.Item, now);
  // A cookie is never an API key, and a bearer never a session: neither can be used where the other's guards hold.
  if (caller === undefined || (caller.kind === 'api-key') !== (bearer !== undefined))
    throw new Problem('unauthenticated');
  await noteUse(auth, found.Item, now);
  return caller.kind === 'sign-in' ? caller : asItIs(auth, caller);
}

/**
 * The caller with what the account says now. This read admits: whoever passes it before the account closes lives at most
 * as long as a function, and nobody passes it afterwards, whatever a token repeats. Who has no account any more is on the
 * way out.
 */
async function asItIs({ documents, accounts: table }: Authentication, actor: Actor): Promise<Actor> {
  const { userId } = actor;
  const found = await documents.send(
    new GetCommand({ TableName: table, Key: { userId }, ConsistentRead: true }),
  );
  const account = readItem(accounts, accounts.item, found.Item);
  if (account === undefined) return { ...actor, accountState: 'closing' };
  const { state, keyEpoch, plan } = account;
  // A token may be barred by itself; what it repeats never opens what the account has closed.
  const accountState = state === 'active' ? actor.accountState : state;
  return { ...actor, accountState, keyEpoch, plan };
}

function refuseForeignPage(origin: string, method: string, headers: Headers): void {
  const reads = method === 'GET' || method === 'HEAD';
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new Problem('cross_site_request');
  if (reads) return;
  if (headers['origin'] !== origin || headers[CSRF_HEADER] !== '1') throw new Problem('cross_site_request');
}

function toCaller(raw: Record<string, unknown> | undefined, now: number): Caller | undefined {
  const token = readItem(tokens, tokens.item, raw, now);
  if (token === undefined) return undefined;
  const { tokenHash, signedInAt, expiresAt } = token;
  const { userId, customerId, subject } = token;
  if (userId === undefined) return undefined;
  if (token.kind === 'sign-in') {
    return subject === undefined
      ? undefined
      : { kind: 'sign-in', subject, userId, tokenHash, signedInAt, expiresAt };
  }
  if (customerId === undefined) return undefined;
  const { kind, tokenId, accountState, keyEpoch, plan, scopes } = token;
  return {
    userId,
    customerId,
    kind,
    tokenHash,
    tokenId,
    accountState,
    keyEpoch,
    plan,
    scopes,
    signedInAt,
    expiresAt,
  };
}

/** The day of the last use, written once a day: enough to notice a stranger, too little to follow a person. */
async function noteUse(
  auth: Authentication,
  raw: Record<string, unknown> | undefined,
  now: number,
): Promise<void> {
  const today = new Date(now).toISOString().slice(0, 10);
  if (raw === undefined || raw['lastUsedOn'] === today) return;
  const update = new UpdateCommand({
    TableName: auth.table,
    Key: { tokenHash: raw['tokenHash'] },
    UpdateExpression: 'SET lastUsedOn = :today',
    // A token that was revoked in the meantime must not come back as a stump.
    ConditionExpression: 'attribute_exists(tokenHash)',
    ExpressionAttributeValues: { ':today': today },
  });
  try {
    await conditionally(auth.documents.send(update));
  } catch (error) {
    // The token is just being ended, or made a session; the next request notes the day.
    if (!(error instanceof TransactionConflictException)) throw error;
  }
}

/** The value of one cookie of a `Cookie` header. */
export function cookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}

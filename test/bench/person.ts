import { createSecretKey } from 'node:crypto';
import { newId } from '../../contracts/ids.ts';
import { seal } from '../../lambdas/platform/keys/seal.ts';
import { benchRegion } from './candidate.ts';

/** The one person whose turns are measured; the same in the candidate's process and in that of its stores. */
export const person = {
  token: 'clk_bench-0123456789abcdefghijklmnopqrstuv',
  userId: newId('account', 0).slice(0, 14) + '0'.repeat(16),
  customerId: newId('customer', 0).slice(0, 14) + '0'.repeat(16),
  conversationId: newId('conversation', 0).slice(0, 14) + '0'.repeat(16),
} as const;

export const dataKeyBytes = Buffer.alloc(32, 7);

/** Fits the reading of the guard: fresh whenever it is asked. */
export const goodReading = (of: string) => ({
  subject: 'retention-mode',
  of,
  at: new Date().toISOString(),
  good: true,
  detail: 'none',
  v: 1,
});

/** Fits the guard's reading of the model that is asked. */
export const goodModel = () => ({ ...goodReading('nova-2-lite'), subject: 'model', life: 'active' });

const created = '2026-11-23T00:00:00.000Z';
const far = 4_000_000_000;

/** The item of each table that a turn reads. */
export const items = {
  accounts: {
    userId: person.userId,
    subject: 'bench',
    customerId: person.customerId,
    state: 'active',
    plan: 'free',
    keyEpoch: 0,
    adult: true,
    createdAt: created,
    v: 1,
  },
  tokens: {
    tokenHash: 'of the token',
    tokenId: newId('apiKey', 0),
    kind: 'api-key',
    userId: person.userId,
    customerId: person.customerId,
    accountState: 'active',
    keyEpoch: 0,
    plan: 'free',
    scopes: ['chat:write'],
    label: 'bench',
    createdAt: created,
    lastUsedOn: new Date().toISOString().slice(0, 10),
    signedInAt: 0,
    expiresAt: far,
    v: 1,
  },
  'content-keys': {
    userId: person.userId,
    version: 1,
    wrapped: Buffer.from('wrapped'),
    state: 'active',
    epoch: 0,
    createdAt: created,
    v: 1,
  },
  conversations: {
    userId: person.userId,
    conversationId: person.conversationId,
    title: seal(
      createSecretKey(dataKeyBytes),
      1,
      { table: 'conversations', partition: person.userId, sort: person.conversationId, attribute: 'title' },
      Buffer.from('"A conversation"'),
    ),
    model: 'nova-2-lite',
    createdAt: created,
    updatedAt: '2126-01-01T00:00:00.000Z',
    v: 1,
  },
  balances: { customerId: person.customerId, balance: 1e12, available: 1e12, holds: {}, v: 1 },
} as const;

/** The event that API Gateway makes of a question. */
export const questionEvent = (prompt: string) => ({
  httpMethod: 'POST',
  resource: '/v1/conversations/{conversationId}/turns',
  path: `/v1/conversations/${person.conversationId}/turns`,
  pathParameters: { conversationId: person.conversationId },
  queryStringParameters: null,
  headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
  body: JSON.stringify({ prompt, model: 'nova-2-lite' }),
  isBase64Encoded: false,
  requestContext: { requestId: 'bench', identity: {} },
});

/** Credentials and Region, as Lambda sets them. */
export const lambdaEnvironment = {
  AWS_REGION: benchRegion,
  AWS_ACCESS_KEY_ID: 'AKIABENCH',
  AWS_SECRET_ACCESS_KEY: 'bench',
} as const;

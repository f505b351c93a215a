import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { JsonService, ServiceFault } from '../../../../lambdas/platform/aws/json-service.ts';
import { type Scripted, startScripted } from './scripted-service.ts';

const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', sessionToken: undefined };
const protocol = { service: 'kms', target: 'TrentService', version: '1.1', known: {} } as const;
const serviceAt = (endpoint: string, silence?: number) =>
  new JsonService(protocol, () => ({ endpoint, region: 'eu-central-1', credentials }), silence);

// Waits between attempts are cut by chance: here to nothing.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

const refusal = (name: string, status = 400): Scripted => ({ status, body: { __type: `a.b#${name}` } });
const done: Scripted = { body: { done: true } };

it.each<[string, Scripted]>([
  ['a service that is throttled', refusal('ThrottlingException')],
  ['a table that is throttled', refusal('ProvisionedThroughputExceededException')],
  ['a transaction under the same token', refusal('TransactionInProgressException')],
  ['a fault inside', refusal('InternalServerError', 500)],
  ['something in between that speaks no JSON', { status: 503, body: '<html>' }],
  ['an answer that is no JSON', { body: '{' }],
  ['a broken connection', 'drop'],
])('asks again after %s', async (_case, failure) => {
  await using service = await startScripted(failure, failure, failure, done);
  expect(await serviceAt(service.url).call('Sign', { a: 1 })).toEqual({ done: true });
  expect(service.heard).toHaveLength(4);
  expect(new Set(service.heard.map((heard) => JSON.stringify(heard))).size).toBe(1);
});

it('gives up at the fourth attempt, with the name that the service gave', async () => {
  await using service = await startScripted(refusal('ThrottlingException'));
  const asked = serviceAt(service.url).call('Sign', {});
  await expect(asked).rejects.toMatchObject({ name: 'ThrottlingException' });
  await expect(asked).rejects.toBeInstanceOf(ServiceFault);
  expect(service.heard).toHaveLength(4);
});

it.each(['AccessDeniedException', 'TransactionConflictException', 'ValidationException'])(
  'does not ask again after %s',
  async (name) => {
    await using service = await startScripted(refusal(name), done);
    await expect(serviceAt(service.url).call('Sign', {})).rejects.toMatchObject({ name });
    expect(service.heard).toHaveLength(1);
  },
);

it('takes a new connection when the kept one is dead', async () => {
  await using service = await startScripted(done, 'drop', done);
  const asked = serviceAt(service.url);
  await asked.call('Sign', {});
  expect(await asked.call('Sign', {})).toEqual({ done: true });
});

it('does not wait for ever for a service that says nothing', async () => {
  const connections: Socket[] = [];
  const silent = createServer((connection) => void connections.push(connection));
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const { port } = silent.address() as AddressInfo;
  await expect(serviceAt(`http://127.0.0.1:${port}`, 20).call('Sign', {})).rejects.toThrow(
    'no answer to Sign',
  );
  expect(connections).toHaveLength(4);
  silent.close();
});

it('tells at once what is missing in its environment', async () => {
  const service = new JsonService(protocol, () => {
    throw new Error('no region');
  });
  await expect(service.call('Sign', {})).rejects.toThrow('no region');
});

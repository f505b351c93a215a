import { createServer, type Server } from 'node:http';
import { afterEach, expect, it, vi } from 'vitest';
import { type IdentityService, redeem } from '../../../lambdas/accounts/identity-service.ts';
import { attemptCookie, attemptFor, newAttempt } from '../../../lambdas/accounts/login-cookie.ts';
import { listen } from '../../../local/doubles/listen.ts';

const attempt = newAttempt('/chat');
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** An identity service whose token endpoint answers this. */
async function answering(status: number, body: unknown): Promise<IdentityService> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  servers.push(server);
  return at(`http://127.0.0.1:${await listen(server, 0)}`);
}

const at = (address: string): IdentityService => ({
  signInUrl: address,
  clientId: 'client',
  poolId: 'eu-central-1_abcdefghi',
  jwksUrl: `${address}/jwks`,
  origin: 'https://console.test',
});

it('says that a code which the identity service refuses is refused', async () => {
  expect(await redeem(await answering(400, { error: 'invalid_grant' }), 'used', attempt)).toBe(
    'sign_in_refused',
  );
});

it('refuses a token that does not verify', async () => {
  const forged = await answering(200, { id_token: 'a.b.c', keys: [] });
  expect(await redeem(forged, 'code', attempt)).toBe('sign_in_refused');
});

it.each([
  [503, {}],
  [200, { no: 'token' }],
])('says that the identity service is away when it answers %i with %o', async (status, body) => {
  expect(await redeem(await answering(status, body), 'code', attempt)).toBe('sign_in_unavailable');
});

it('says so when nothing answers, and puts neither code nor verifier into the log', async () => {
  const lines = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const answered = await redeem(at('http://127.0.0.1:1'), 'the-code', attempt);
  const written = lines.mock.calls.map(([line]) => String(line)).join('');
  lines.mockRestore();
  expect(answered).toBe('sign_in_unavailable');
  expect(written).toContain('identity service failed');
  expect(written).not.toContain('the-code');
  expect(written).not.toContain(attempt.verifier);
});

it('takes no cookie that leads to another origin', () => {
  const cookieOf = (next: string) => attemptCookie({ ...attempt, next }).replace(/^[^=]+=|;.*$/g, '');
  expect(attemptFor(cookieOf('/privacy'), attempt.state)).toMatchObject({ next: '/privacy' });
  for (const next of ['https://other.test', '//other.test', '/\\other.test', '/a?b=//other.test'])
    expect(attemptFor(cookieOf(next), attempt.state)).toBeUndefined();
});

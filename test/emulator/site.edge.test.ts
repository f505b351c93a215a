import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Sha256 } from '@aws-crypto/sha256-js';
import { CloudFormation, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { STS } from '@aws-sdk/client-sts';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { StackOutputs } from '../../local/deployment/outputs.ts';
import { startEdge } from '../../local/doubles/cloudfront/edge.ts';
import { adminClient, localAccount, localRegion } from '../../local/emulator/account.ts';
import { startOwnEmulator } from '../support/own-emulator.ts';
import { logGroupName, streamingTemplate } from '../support/streaming-stack.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const waiting = { timeout: 10_000, interval: 200 };
let emulator: Awaited<ReturnType<typeof startOwnEmulator>>;
let edge: Awaited<ReturnType<typeof startEdge>>;
let outputs: StackOutputs;
let machineApi: string;
let consoleFolder: string;
const turns = () => `${edge.url}/v1/conversations/cnv_1/turns`;

const openEdge = () =>
  startEdge({
    port: 0,
    emulatorEndpoint: emulator.endpoint,
    addresses: { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://models.test' },
    outputs,
    consoleFolder,
    log: () => {},
  });

beforeAll(async () => {
  emulator = await startOwnEmulator();
  consoleFolder = temporaryFolder();
  await writeFile(join(consoleFolder, 'index.html'), '<!doctype html><title>Console</title>');
  const client = new CloudFormation(adminClient(emulator.endpoint));
  const StackName = 'edge';
  await client.createStack({
    StackName,
    TemplateBody: streamingTemplate(),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
  });
  await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { StackName });
  const { Stacks = [] } = await client.describeStacks({ StackName });
  const deployed = Object.fromEntries(
    (Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
  machineApi = deployed['MachineApiId'] ?? '';
  const SiteConfig = JSON.stringify({ profile: 'cloister', signUpClientId: 'client' });
  outputs = { edge: deployed, console: { SiteConfig } };
  edge = await openEdge();
});
afterAll(async () => {
  await edge.close();
  await emulator[Symbol.asyncDispose]();
});

async function* chunksOf(answer: Response): AsyncGenerator<string> {
  if (answer.body) for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) yield chunk;
}
const dataOf = (chunk: string): Record<string, unknown> => JSON.parse(chunk.replace(/^data: /, ''));
const ask = (body: string, query = '') => fetch(turns() + query, { method: 'POST', body });

async function logged(text: string): Promise<boolean> {
  const logs = new CloudWatchLogs(adminClient(emulator.endpoint));
  const { events = [] } = await logs.filterLogEvents({ logGroupName });
  return events.some(({ message }) => message?.includes(text));
}

describe('the local edge', () => {
  it('streams what the deployed function says, as it says it, each time in a process of its own', async () => {
    const answer = await ask('one');
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const chunks = chunksOf(answer);
    const began = Date.now();
    const first = dataOf((await chunks.next()).value ?? '');
    expect(await chunks.next()).toEqual({ done: false, value: 'data: "still here"\n\n' });
    expect(Date.now() - began).toBeGreaterThan(800);
    expect((await chunks.next()).done).toBe(true);
    expect(first).toMatchObject({ body: 'one', setting: 'deployed', model: 'http://models.test' });
    expect(String(first['key'])).toMatch(/^ASIA/);
    expect(String(first['cwd'])).not.toContain(process.cwd());
    expect(Number(first['left'])).toBeLessThanOrEqual(4000);
    const second = dataOf((await chunksOf(await ask('two')).next()).value ?? '');
    expect(second['pid']).not.toBe(first['pid']);
  });

  it('never lets a function know that its client left; what it prints is in its log', async () => {
    const leave = new AbortController();
    const answer = await fetch(turns(), { method: 'POST', body: 'left alone', signal: leave.signal });
    await chunksOf(answer).next();
    leave.abort();
    await vi.waitFor(async () => expect(await logged('finished left alone true')).toBe(true), waiting);
  });

  it('answers for a function that fails before the first byte, and breaks off where one fails later', async () => {
    const failed = await ask('x', '?act=throw');
    expect([failed.status, await failed.json()]).toMatchObject([502, { code: 'internal' }]);
    await vi.waitFor(async () => expect(await logged('before the first byte')).toBe(true), waiting);
    await expect(ask('x', '?act=break').then((answer) => answer.text())).rejects.toThrow();
  });

  it('goes on after a restart of the emulator, which forgets the credentials that were given', async () => {
    const keyOf = async (body: string) =>
      dataOf((await (await ask(body)).text()).split('\n')[0] ?? '')['key'];
    const before = await keyOf('before');
    await emulator.checkpoint();
    expect(await keyOf('after')).not.toBe(before);
    await vi.waitFor(async () => expect(await logged('finished after true')).toBe(true), waiting);
  });

  it('ends only when its streams have finished', async () => {
    const other = await openEdge();
    const answer = await fetch(`${other.url}/v1/conversations/cnv_1/turns`, { method: 'POST', body: 'last' });
    const chunks = chunksOf(answer);
    await chunks.next();
    const closed = other.close();
    expect(await chunks.next()).toEqual({ done: false, value: 'data: "still here"\n\n' });
    await closed;
    expect(await logged('finished last true')).toBe(true);
    await expect(fetch(other.url)).rejects.toThrow();
  });

  it('ends a function at its timeout', async () => {
    expect((await ask('x', '?act=hang')).status).toBe(504);
    await vi.waitFor(async () => expect(await logged('Task timed out after 4 seconds')).toBe(true), waiting);
  });

  it('passes other requests on with the viewer’s address, and answers with every header', async () => {
    const answer = await fetch(`${edge.url}/v1/health`, { headers: { 'X-Forwarded-For': '203.0.113.9' } });
    expect([answer.status, await answer.text()]).toEqual([418, '203.0.113.9, 127.0.0.1']);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect((await fetch(`${edge.url}/v1/nowhere`)).status).toBeGreaterThanOrEqual(400);
  });

  it('serves the site with its policy, its pages by one file, and its facts', async () => {
    const page = await fetch(`${edge.url}/chat/cnv_1?x=1`);
    expect(await page.text()).toContain('Console');
    expect(page.headers.get('content-security-policy')).toContain(`connect-src 'self' ${emulator.endpoint};`);
    expect(await (await fetch(`${edge.url}/config.json`)).json()).toMatchObject({ signUpClientId: 'client' });
    for (const path of ['/no.js', '/..%2f..%2fetc%2fpasswd.txt', '/%00.js'])
      expect((await fetch(edge.url + path)).status).toBe(404);
    expect((await fetch(`${edge.url}/chat`, { method: 'POST' })).status).toBe(405);
  });
});

describe('the machines’ API through the edge', () => {
  const path = () => `/restapis/${machineApi}/live/_user_request_/machine/v1/runs/run_1/converse`;
  const call = async (change: (headers: Record<string, string>) => void = () => {}) => {
    const sts = new STS(adminClient(emulator.endpoint));
    const RoleArn = `arn:aws:iam::${localAccount}:role/machine`;
    const { Credentials } = await sts.assumeRole({ RoleArn, RoleSessionName: 'i-0123456789abcdef0' });
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const url = new URL(edge.url + path());
    const about = { service: 'execute-api', region: localRegion };
    const signer = new SignatureV4({ ...about, credentials, sha256: Sha256 });
    const { hostname, pathname } = url;
    const request = { method: 'POST', hostname, path: pathname, headers: { host: url.host }, body: '{}' };
    const signed = await signer.sign(new HttpRequest(request));
    const { host: _, ...headers } = signed.headers;
    change(headers);
    return fetch(url, { method: 'POST', body: '{}', headers });
  };

  it('streams to a signed machine, whose instance the function sees', async () => {
    const answer = await call();
    expect(answer.status).toBe(200);
    const first = dataOf((await chunksOf(answer).next()).value ?? '');
    expect(first['user']).toBe(`arn:aws:sts::${localAccount}:assumed-role/machine/i-0123456789abcdef0`);
  });

  it('refuses unsigned and wrongly signed requests, as the gateway does', async () => {
    const forged = await call((headers) => {
      headers['authorization'] = `${headers['authorization']?.slice(0, -4)}0000`;
    });
    expect(forged.status).toBe(403);
    expect((await fetch(edge.url + path(), { method: 'POST', body: '{}' })).status).toBe(403);
  });

  it('leads nowhere else in the emulator', async () => {
    const answer = await fetch(`${edge.url}/restapis/${machineApi}/live/other`);
    expect(await answer.text()).toContain('Console');
  });
});

import { afterEach, expect, it } from 'vitest';
import {
  type Metadata,
  type MetadataService,
  serveMetadata,
} from '../../../../../local/doubles/ec2/metadata-service.ts';
import { ownerIn } from '../../../../../local/doubles/ec2/socket-owner.ts';

const me = process.getuid?.() ?? 0;
let service: MetadataService | undefined;
afterEach(() => service?.close());

async function serve(
  over: Partial<Metadata> = {},
): Promise<(path: string, token?: string) => Promise<Response>> {
  const credentials = { AccessKeyId: 'ASIA1', SecretAccessKey: 's', Token: 't', Expiration: new Date(0) };
  const facts = {
    instanceId: 'i-1',
    region: 'eu-central-1',
    tags: () => ({ 'cloister:machine': 'mch_1' }),
    roleName: 'machine',
  };
  service = await serveMetadata({ ...facts, credentials: async () => credentials, ...over });
  const { address } = service;
  return (path, token) =>
    fetch(`${address}${path}`, token === undefined ? {} : { headers: { 'x-aws-ec2-metadata-token': token } });
}

async function tokenOf(): Promise<string> {
  const answer = await fetch(`${service?.address}/latest/api/token`, { method: 'PUT' });
  return answer.text();
}

it('answers only with a token, as version 2 does', async () => {
  const read = await serve();
  expect((await read('/latest/meta-data/instance-id')).status).toBe(401);
  expect((await read('/latest/meta-data/instance-id', 'guess')).status).toBe(401);
  const token = await tokenOf();
  const text = async (path: string): Promise<string> =>
    (await read(`/latest/meta-data/${path}`, token)).text();
  expect(await text('instance-id')).toBe('i-1');
  expect(await text('placement/region')).toBe('eu-central-1');
  expect(await text('tags/instance')).toBe('cloister:machine');
  expect(await text('tags/instance/cloister:machine')).toBe('mch_1');
  expect(await text('iam/security-credentials/')).toBe('machine');
  expect(JSON.parse(await text('iam/security-credentials/machine'))).toMatchObject({
    Code: 'Success',
    AccessKeyId: 'ASIA1',
  });
  expect((await read('/latest/meta-data/tags/instance/other', token)).status).toBe(404);
  expect((await read('/latest/user-data', token)).status).toBe(404);
  expect((await read('//latest/meta-data/instance-id', token)).status).toBe(200);
});

it('refuses whoever the instance’s own rule would refuse, even a token', async () => {
  const read = await serve({ allowed: new Set([me + 1]) });
  expect((await fetch(`${service?.address}/latest/api/token`, { method: 'PUT' })).status).toBe(403);
  expect((await read('/latest/meta-data/instance-id')).status).toBe(403);
});

it('knows by the kernel who asks', async () => {
  const read = await serve({ allowed: new Set([me]) });
  expect((await read('/latest/meta-data/instance-id', await tokenOf())).status).toBe(200);
});

it('finds the owner of exactly the connection between two ports', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     7        0 1 1',
    '   1: 0100007F:9C40 0100007F:0050 01 00000000:00000000 00:00000000 00000000  1000        0 2 1',
    '   2: 0100007F:0050 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     7        0 3 1',
  ].join('\n');
  expect(ownerIn(table, { from: 0x9c40, to: 0x50 })).toBe(1000);
  expect(ownerIn(table, { from: 0x9c41, to: 0x50 })).toBeUndefined();
});

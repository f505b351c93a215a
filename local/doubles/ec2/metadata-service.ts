import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../listen.ts';
import { ownerOfPeer } from './socket-owner.ts';

/** What the metadata service of one instance answers. */
export interface Metadata {
  readonly instanceId: string;
  readonly region: string;
  /** As they are now: a tag can come after the start. */
  readonly tags: () => Readonly<Record<string, string>>;
  readonly roleName: string;
  readonly credentials: () => Promise<InstanceCredentials>;
  /** Who may ask, by number on this computer; absent where users are not told apart. Plays the instance's nftables rule. */
  readonly allowed?: ReadonlySet<number>;
}

export interface InstanceCredentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly Token: string;
  readonly Expiration: Date;
}

export interface MetadataService {
  readonly address: string;
  close(): void;
}

interface Answer {
  readonly status: number;
  readonly text?: string;
}

const tokenHeader = 'x-aws-ec2-metadata-token';
const tokenSeconds = '21600';
const folder = '/latest/meta-data/';

/** Instance metadata, version 2 only, on a loopback port of its own. */
export async function serveMetadata(metadata: Metadata): Promise<MetadataService> {
  const token = randomBytes(32).toString('base64url');
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, text = '' } = await answer(request, metadata, token).catch(
      (): Answer => ({ status: 500 }),
    );
    response
      .writeHead(status, { 'content-type': 'text/plain', [`${tokenHeader}-ttl-seconds`]: tokenSeconds })
      .end(text);
  };
  const server = createServer((request, response) => void respond(request, response));
  const port = await listen(server, 0);
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${port}`, close };
}

async function answer(request: IncomingMessage, metadata: Metadata, token: string): Promise<Answer> {
  const owner = metadata.allowed && (await ownerOfPeer(request.socket));
  if (metadata.allowed && (owner === undefined || !metadata.allowed.has(owner))) return { status: 403 };
  // The SDK puts two slashes in front, and the real service takes them for one.
  const pathname = (request.url ?? '/').replace(/^\/+/, '/');
  if (request.method === 'PUT' && pathname === '/latest/api/token') return { status: 200, text: token };
  if (request.headers[tokenHeader] !== token) return { status: 401 };
  const text = pathname.startsWith(folder)
    ? await read(decodeURIComponent(pathname.slice(folder.length)), metadata)
    : undefined;
  return text === undefined ? { status: 404 } : { status: 200, text };
}

async function read(
  path: string,
  { instanceId, region, tags, roleName, credentials }: Metadata,
): Promise<string | undefined> {
  const tag = 'tags/instance/';
  if (path.startsWith(tag)) return tags()[path.slice(tag.length)];
  switch (path) {
    case 'instance-id':
      return instanceId;
    case 'placement/region':
      return region;
    case 'tags/instance':
      return Object.keys(tags()).join('\n');
    case 'iam/security-credentials':
    case 'iam/security-credentials/':
      return roleName;
    case `iam/security-credentials/${roleName}`:
      return JSON.stringify({
        Code: 'Success',
        Type: 'AWS-HMAC',
        LastUpdated: new Date(),
        ...(await credentials()),
      });
    default:
      return undefined;
  }
}

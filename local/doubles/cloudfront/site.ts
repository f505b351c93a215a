import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join, normalize } from 'node:path';
import { fileHeaders, SECURITY_TEXT, type SiteConfig, securityText } from '../../../contracts/site/edge.ts';

/** Which file answers a path: names without a dot are pages of the console, and those are one file. */
export function fileOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.includes('.') ? path : '/index.html';
}

/** The static site with its security headers, as its bucket behind CloudFront would answer. */
export class Site {
  private readonly folder: string;
  private readonly config: Partial<SiteConfig>;
  private readonly headers: Readonly<Record<string, string>>;

  constructor(folder: string, config: Partial<SiteConfig>, headers: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.config = config;
    this.headers = headers;
  }

  async serve(method: string, path: string, response: ServerResponse): Promise<void> {
    const found = ['GET', 'HEAD'].includes(method) ? await this.read(fileOf(path)) : undefined;
    if (!found) {
      response.writeHead(method === 'GET' || method === 'HEAD' ? 404 : 405, this.headers).end();
      return;
    }
    const { file, bytes } = found;
    const { contentType, cacheControl } = fileHeaders(file);
    response.writeHead(200, {
      ...this.headers,
      'Content-Type': contentType,
      'Content-Length': bytes.length,
      'Cache-Control': cacheControl,
    });
    response.end(method === 'HEAD' ? undefined : bytes);
  }

  private async read(path: string): Promise<{ file: string; bytes: Buffer } | undefined> {
    if (path === '/config.json') return { file: path, bytes: Buffer.from(JSON.stringify(this.config)) };
    const { privacyContact } = this.config;
    if (path === `/${SECURITY_TEXT}` && privacyContact !== undefined)
      return { file: path, bytes: Buffer.from(securityText({ privacyContact }, new Date())) };
    const file = normalize(decoded(path));
    if (file.includes('\0') || !file.startsWith('/')) return undefined;
    const bytes = await readFile(join(this.folder, file)).catch(() => undefined);
    return bytes && { file, bytes };
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Which file answers a path: names without a dot are pages of the console, and those are one file. */
export function fileOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.includes('.') ? path : '/index.html';
}

/** The static site with its security headers, as its bucket behind CloudFront would answer. */
export class Site {
  private readonly folder: string;
  private readonly config: string;
  private readonly headers: Readonly<Record<string, string>>;

  constructor(folder: string, config: object, headers: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.config = JSON.stringify(config);
    this.headers = headers;
  }

  async serve(method: string, path: string, response: ServerResponse): Promise<void> {
    const found = ['GET', 'HEAD'].includes(method) ? await this.read(fileOf(path)) : undefined;
    if (!found) {
      response.writeHead(method === 'GET' || method === 'HEAD' ? 404 : 405, this.headers).end();
      return;
    }
    const { file, bytes } = found;
    response.writeHead(200, {
      ...this.headers,
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Length': bytes.length,
      // Names in there change with their content.
      'Cache-Control': file.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    response.end(method === 'HEAD' ? undefined : bytes);
  }

  private async read(path: string): Promise<{ file: string; bytes: Buffer } | undefined> {
    if (path === '/config.json') return { file: path, bytes: Buffer.from(this.config) };
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

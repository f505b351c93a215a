import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { listen } from '../../../../local/doubles/listen.ts';

/** What a request said that matters to a service: which operation, in which words. */
export interface Heard {
  readonly target: string;
  readonly contentType: string;
  readonly body: unknown;
}

/** An answer of the script; `drop` breaks the connection instead. */
export type Scripted = 'drop' | { readonly status?: number; readonly body: object | string };

/** A service on loopback that answers from a script, its last line again and again, and remembers what it heard. */
export async function startScripted(...script: readonly Scripted[]) {
  const heard: Heard[] = [];
  const server = createServer((message, response) => {
    void json(message).then((body) => {
      const answer: Scripted = script[Math.min(heard.length, script.length - 1)] ?? { body: {} };
      heard.push({
        target: String(message.headers['x-amz-target']),
        contentType: String(message.headers['content-type']),
        body,
      });
      if (answer === 'drop') return void message.socket.destroy();
      const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
    });
  });
  return {
    heard,
    url: `http://127.0.0.1:${await listen(server, 0)}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

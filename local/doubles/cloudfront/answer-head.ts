import type { OutgoingHttpHeaders } from 'node:http';
import * as z from 'zod';

/** How a streaming function's answer begins: the status line and headers, before the first byte of the body. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
}

const prelude = z.object({
  statusCode: z.number().int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  multiValueHeaders: z.record(z.string(), z.array(z.string())).default({}),
  cookies: z.array(z.string()).optional(),
});
const delimiter = Buffer.alloc(8);

/** Takes the head off a stream in Lambda's form (JSON, 8 zero bytes, body); the chunks after it are the body's. */
export class HeadReader {
  private gathered: Buffer | undefined = Buffer.alloc(0);
  private readonly onHead: (head: AnswerHead) => void;
  private readonly onBody: (chunk: Buffer) => void;

  constructor(onHead: (head: AnswerHead) => void, onBody: (chunk: Buffer) => void) {
    this.onHead = onHead;
    this.onBody = onBody;
  }

  read(chunk: Buffer): void {
    if (this.gathered === undefined) {
      this.onBody(chunk);
      return;
    }
    this.gathered = Buffer.concat([this.gathered, chunk]);
    const end = this.gathered.indexOf(delimiter);
    if (end < 0) return;
    const body = this.gathered.subarray(end + delimiter.length);
    const head = parseHead(this.gathered.subarray(0, end).toString());
    this.gathered = undefined;
    this.onHead(head);
    if (body.length > 0) this.onBody(body);
  }
}

function parseHead(text: string): AnswerHead {
  const { statusCode, headers, multiValueHeaders, cookies } = prelude.parse(JSON.parse(text));
  const single = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return {
    status: statusCode,
    headers: {
      ...Object.fromEntries(single),
      ...multiValueHeaders,
      ...(cookies === undefined ? {} : { 'Set-Cookie': cookies }),
    },
  };
}

/**
 * DynamoDB and KMS of one person, answering at once from memory: what a function pays for asking is counted, what they
 * take to answer on AWS is not. `GET /units` says how many write units were used; `PUT /state` how turns stand.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { listen } from '../../local/doubles/listen.ts';
import { regionGroups } from '../../policy/models.ts';
import { dataKeyBytes, goodModel, goodReading, items } from './person.ts';

/** A value on the wire, as far as a turn has it. */
interface Attribute {
  readonly S?: string | undefined;
  readonly N?: string | undefined;
  readonly B?: string | undefined;
  readonly M?: Readonly<Record<string, Attribute>> | undefined;
}
const attribute: z.ZodType<Attribute> = z.lazy(() =>
  z.looseObject({
    S: z.string().optional(),
    N: z.string().optional(),
    B: z.string().optional(),
    M: z.record(z.string(), attribute).optional(),
  }),
);
const attributes = z.record(z.string(), attribute).optional();
const write = z.looseObject({
  TableName: z.string(),
  Item: attributes,
  ExpressionAttributeValues: attributes,
});
const request = z.looseObject({
  TableName: z.string().optional(),
  TransactItems: z.array(z.record(z.string(), write)).optional(),
});

let units = 0;
let turnState = 'answering';
/** Bytes of the last item put in each table: an update's unit is that of the whole item. */
const sizes = new Map<string, number>();

/** Counts a write as DynamoDB does: a unit for each begun kilobyte of the item, twice in a transaction. */
function count(
  operation: string,
  { TableName, Item, ExpressionAttributeValues }: z.infer<typeof write>,
  times: number,
): void {
  const given = bytesOf(Item ?? ExpressionAttributeValues ?? {});
  if (operation === 'Put') sizes.set(TableName, given);
  const size = operation === 'Update' ? (sizes.get(TableName) ?? 0) + given : given;
  units += Math.max(1, Math.ceil(size / 1024)) * times;
}

/** The size of an item by DynamoDB's rules: names and values in bytes, binary values as they are stored. */
function bytesOf(item: Readonly<Record<string, Attribute>>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + name.length + valueBytes(value), 0);
}

function valueBytes({ S, N, B, M }: Attribute): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (B !== undefined) return Buffer.from(B, 'base64').length;
  if (N !== undefined) return Math.ceil(N.length / 2) + 1;
  return M === undefined ? 1 : 3 + bytesOf(M) + Object.keys(M).length;
}

function answer(target: string, body: string): unknown {
  if (target.endsWith('.Decrypt')) return { KeyId: 'key', Plaintext: dataKeyBytes.toString('base64') };
  const operation = target.slice(target.indexOf('.') + 1);
  const asked = request.parse(JSON.parse(body));
  if (operation === 'GetItem') return { Item: wired(itemOf(asked.TableName ?? '')) };
  if (operation === 'Query') {
    const found = asked.TableName === 'readings' ? [...regionGroups.eu.map(goodReading), goodModel()] : [];
    return { Items: found.map(wired), Count: found.length };
  }
  if (operation === 'TransactWriteItems') {
    for (const one of asked.TransactItems ?? [])
      for (const [kind, item] of Object.entries(one)) count(kind, item, 2);
  } else count(operation.replace('Item', ''), write.parse(asked), 1);
  return {};
}

/** An item as it travels: bytes in Base64. */
function wired(item: Record<string, unknown>): Record<string, unknown> {
  const inBase64 = ({ B }: AttributeValue) => B && { B: Buffer.from(B).toString('base64') };
  return Object.fromEntries(
    Object.entries(marshall(item)).map(([name, value]) => [name, inBase64(value) ?? value]),
  );
}

function itemOf(table: string): Record<string, unknown> {
  if (table === 'turns') return { state: turnState };
  const found = Object.entries(items).find(([name]) => name === table);
  if (found === undefined) throw new Error(`nobody measured a read of ${table} yet`);
  return found[1];
}

async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(message);
  if (message.url === '/state') {
    turnState = body;
    response.end();
  } else if (message.url === '/units') {
    response.end(String(units));
    units = 0;
  } else {
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(answer(String(message.headers['x-amz-target']), body)));
  }
}

// A fault ends the process, and with it the measurement.
const server = createServer((message, response) => void serve(message, response));
server.keepAliveTimeout = 60_000;
console.log(`http://127.0.0.1:${await listen(server, 0)}`);
process.once('SIGTERM', () => process.exit(0));

import type { APIGatewayProxyEvent } from 'aws-lambda';
import { MAX_BODY_BYTES, mediaTypes } from '../../../contracts/spec/route.ts';
import { Problem } from './problem.ts';

/** The bytes as they were sent. Those that are no UTF-8 come whole only where the API lists their media type as binary. */
export function rawBody({ body, isBase64Encoded }: APIGatewayProxyEvent): Uint8Array {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_BODY_BYTES) throw new Problem('too_large');
  return bytes;
}

/** What a body holds, by how its route takes it, before any schema has seen it. */
export const readBody = { json, form } as const;

/** JSON may hold half a character, as a cut through an emoji leaves it. It has no UTF-8: no table and no model would take it. */
const halves = /\\ud[89a-f]/i;
const mended = (_name: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value;

function json(event: APIGatewayProxyEvent, mediaType: string): unknown {
  if (event.body === null || event.body === '') throw new Problem('invalid_json', 'The body is empty.');
  const text = textOf(event, mediaType, mediaTypes.json);
  try {
    return JSON.parse(text, halves.test(text) ? mended : undefined);
  } catch {
    throw new Problem('invalid_json');
  }
}

/** A field that comes several times is a list, which its schema must name. */
function form(event: APIGatewayProxyEvent, mediaType: string): unknown {
  const fields = new URLSearchParams(textOf(event, mediaType, mediaTypes.form));
  const lists = [...new Set(fields.keys())].map((name) => [name, fields.getAll(name)] as const);
  return Object.fromEntries(lists.map(([name, all]) => [name, all.length === 1 ? all[0] : all]));
}

function textOf({ body, isBase64Encoded }: APIGatewayProxyEvent, mediaType: string, wanted: string): string {
  const [type = ''] = mediaType.split(';', 1);
  if (type.trim().toLowerCase() !== wanted)
    throw new Problem('unsupported_media_type', `It takes ${wanted} here.`);
  const text = isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString() : (body ?? '');
  if (Buffer.byteLength(text) > MAX_BODY_BYTES) throw new Problem('too_large');
  return text;
}

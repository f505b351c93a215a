import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConverseStreamCommandInput, ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import type { Access } from '../../platform/aws/access.ts';
import { signedHeaders } from '../../platform/aws/signature.ts';
import { faultNamed, isPassing } from '../model-fault.ts';
import { framesOf } from './event-frames.ts';

/** Waits between attempts to begin, in milliseconds: 0.7 s in all for a model that is busy for a moment. */
const PAUSES = [200, 500];

/**
 * `ConverseStream` without the SDK's client, which costs four times the processor time of a stream and 90 KB of every
 * cold start. Throws a {@link ModelFault} where Bedrock refuses or breaks off, other errors where the connection does.
 * Each call has a connection of its own: a kept one may have been closed by the other side, and nobody would know.
 */
export async function* streamFromBedrock(
  access: Access,
  { modelId, ...input }: ConverseStreamCommandInput,
  signal: AbortSignal,
): AsyncGenerator<ConverseStreamOutput> {
  const url = new URL(`/model/${encodeURIComponent(modelId ?? '')}/converse-stream`, access.endpoint);
  const answer = await begin({ ...access, url, body: JSON.stringify(input), service: 'bedrock' }, signal);
  for await (const { headers, payload } of framesOf(answer)) {
    const type = headers.get(':event-type');
    if (type === undefined) throw faultNamed(headers.get(':exception-type') ?? '');
    const event: object = { [type]: JSON.parse(payload) };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- named as the API names its events, so its type is the SDK’s
    yield event as ConverseStreamOutput;
  }
}

type Request = Access & { readonly url: URL; readonly body: string; readonly service: string };

/** The answer of which a stream can be read. Tries again where trying again can help: nothing was produced yet. */
async function begin(request: Request, signal: AbortSignal): Promise<IncomingMessage> {
  for (const wait of PAUSES) {
    const answer = await send(request, signal);
    if (answer.statusCode === 200) return answer;
    const name = errorOf(answer);
    if (!isPassing(name)) throw faultNamed(name);
    await pause(wait * (0.5 + Math.random()), undefined, { signal });
  }
  const answer = await send(request, signal);
  if (answer.statusCode === 200) return answer;
  throw faultNamed(errorOf(answer));
}

function send(request: Request, signal: AbortSignal): Promise<IncomingMessage> {
  const { url, body } = request;
  const post = url.protocol === 'http:' ? plainRequest : secureRequest;
  return new Promise((resolve, reject) => {
    const headers = { ...signedHeaders(request, new Date()), 'content-length': Buffer.byteLength(body) };
    post(url, { method: 'POST', headers, signal, agent: false }, resolve).once('error', reject).end(body);
  });
}

/** The error that a refusal names; what it says besides is not read. */
function errorOf(answer: IncomingMessage): string {
  answer.resume();
  return String(answer.headers['x-amzn-errortype'] ?? '').split(':')[0] ?? '';
}

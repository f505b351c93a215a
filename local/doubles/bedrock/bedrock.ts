import { ZodError } from 'zod';
import { regionGroups } from '../../../policy/models.ts';
import type { Authorization, Intent } from '../permissions/authorization.ts';
import { bodyIsSigned, readSignature } from '../permissions/signature.ts';
import type { Bench } from './admin.ts';
import { type ControlOperation, controlOperation } from './control-plane.ts';
import { converse } from './converse.ts';
import type { Exchange } from './exchange.ts';
import type { StreamRecord } from './streams.ts';

/** What a request wants of Bedrock. */
type Operation =
  | { readonly kind: 'runtime'; readonly name: 'Converse' | 'ConverseStream'; readonly modelId: string }
  | ({ readonly kind: 'control' } & ControlOperation);

const runtimePath = /^\/model\/([^/]+)\/(converse|converse-stream)$/;

function operationOf({ method, path }: Exchange): Operation | undefined {
  const [, model, name] = runtimePath.exec(path) ?? [];
  if (model && method === 'POST') {
    const modelId = decodeURIComponent(model);
    return { kind: 'runtime', name: name === 'converse' ? 'Converse' : 'ConverseStream', modelId };
  }
  const control = controlOperation(`${method} ${path}`);
  return control && { kind: 'control', ...control };
}

function intentOf(operation: Operation, region: string): Intent {
  if (operation.kind === 'control') {
    const { name, of } = operation;
    const arnIn = (account: string): string => {
      if (of === undefined) return '*';
      return `arn:aws:bedrock:${region}:${of.startsWith('inference-profile') ? account : ''}:${of}`;
    };
    return { action: `bedrock:${name}`, region, resources: (account) => [{ arn: arnIn(account) }] };
  }
  // Converse has no permission of its own.
  const action =
    operation.name === 'Converse' ? 'bedrock:InvokeModel' : 'bedrock:InvokeModelWithResponseStream';
  return { action, region, resources: modelResources(operation.modelId, region) };
}

/**
 * What a caller must be allowed to call a model: the model itself, or the inference profile and its model in
 * every Region where the profile may send the call.
 */
export function modelResources(modelId: string, region: string): Intent['resources'] {
  if (modelId.startsWith('arn:')) return () => [{ arn: modelId }];
  const [prefix = '', ...rest] = modelId.split('.');
  const group = Object.entries(regionGroups).find(([name]) => name === prefix)?.[1];
  const model = (where: string, id: string): string => `arn:aws:bedrock:${where}::foundation-model/${id}`;
  if (!group && prefix !== 'global') return () => [{ arn: model(region, modelId) }];
  return (account) => {
    const profile = `arn:aws:bedrock:${region}:${account}:inference-profile/${modelId}`;
    const destinations: readonly string[] = group ?? [region];
    return [
      { arn: profile },
      ...destinations.map((where) => ({
        arn: model(where, rest.join('.')),
        context: { 'bedrock:inferenceprofilearn': profile },
      })),
    ];
  };
}

/** Plays Bedrock for one request: who calls, may it, and then the operation. */
export async function serveBedrock(
  bench: Bench,
  authorization: Authorization | undefined,
  exchange: Exchange,
): Promise<void> {
  const operation = operationOf(exchange);
  if (!operation)
    return exchange.error(404, 'UnknownOperationException', 'The model double has no such operation.');
  const body = await exchange.readBody();
  const signature = readSignature(exchange.headers);
  if (signature?.service !== 'bedrock') {
    return exchange.error(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const record = openRecord(bench, exchange, operation, signature.region, body);
  try {
    if (!bodyIsSigned(exchange.headers, body)) {
      return refuse(record, exchange, {
        status: 403,
        code: 'InvalidSignatureException',
        message: 'The body is not the signed one.',
      });
    }
    const target = exchange.query === '' ? exchange.path : `${exchange.path}?${exchange.query}`;
    const signed = { method: exchange.method, target, headers: exchange.headers, body, signature };
    const verdict = await authorization?.judge(signed, intentOf(operation, signature.region));
    if (verdict?.caller !== undefined) record.caller = verdict.caller;
    if (verdict && !verdict.allowed) return refuse(record, exchange, verdict);
    await serve(bench, exchange, record, operation, body);
  } catch (error) {
    if (!exchange.closed.aborted) {
      refuse(record, exchange, { status: 500, code: 'InternalServerException', message: String(error) });
    }
  } finally {
    closeRecord(record, exchange);
  }
}

async function serve(
  bench: Bench,
  exchange: Exchange,
  record: StreamRecord,
  operation: Operation,
  body: Buffer,
): Promise<void> {
  let parsed: unknown;
  try {
    parsed = body.length === 0 ? {} : JSON.parse(body.toString());
    if (operation.kind === 'control') {
      const answered = await operation.run(bench.state, record.region, parsed);
      if (answered.code !== undefined)
        return refuse(record, exchange, {
          status: answered.status,
          code: answered.code,
          message: 'Not found.',
        });
      return exchange.json(answered.status, answered.body);
    }
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof ZodError)) throw error;
    return refuse(record, exchange, {
      status: 400,
      code: 'ValidationException',
      message: 'The request is not valid.',
    });
  }
  await converse({ exchange, record, controls: bench.controls, pace: bench.pace }, parsed);
}

function refuse(
  record: StreamRecord,
  exchange: Exchange,
  why: { status: number; code: string; message: string },
): void {
  record.state = 'refused';
  record.code = why.code;
  exchange.error(why.status, why.code, why.message);
}

function openRecord(
  bench: Bench,
  exchange: Exchange,
  operation: Operation,
  region: string,
  body: Buffer,
): StreamRecord {
  const { id, path, headers, protocol } = exchange;
  if (bench.streams.capturing) {
    const { authorization: _, 'x-amz-security-token': __, ...told } = headers;
    bench.streams.capture({ id, path, region, headers: told, body: body.toString() });
  }
  return bench.streams.open({
    id,
    operation: operation.name,
    modelId: operation.kind === 'runtime' ? operation.modelId : '',
    path,
    region,
    protocol,
    requestBytes: body.length,
    responseBytes: 0,
    tokens: 0,
    startedAt: Date.now(),
    state: 'open',
  });
}

function closeRecord(record: StreamRecord, exchange: Exchange): void {
  record.endedAt = Date.now();
  record.responseBytes = exchange.sentBytes;
  if (exchange.firstByteAt !== undefined) record.firstByteAt = exchange.firstByteAt;
  if (record.state === 'open') record.state = exchange.closed.aborted ? 'client-closed' : 'completed';
}

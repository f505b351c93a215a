import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import type { Access } from './access.ts';
import type { Fields } from './command.ts';
import { signedHeaders } from './signature.ts';

/** A service of AWS that is asked by one POST of JSON: what names its operations, and which JSON it speaks. */
export interface JsonProtocol {
  readonly service: 'dynamodb' | 'kms';
  readonly target: string;
  readonly version: '1.0' | '1.1';
  /** Refusals that callers tell apart by their class. */
  readonly known: Readonly<Record<string, typeof ServiceFault>>;
}

/** The answer of a service that refused. Carries names alone: its messages can quote what was asked. */
export class ServiceFault extends Error {
  /** Private, as it may hold an item: a runtime that prints an error prints all that it can see. */
  readonly #details: Fields;
  constructor(name: string, operation: string, details: Fields = {}) {
    super(`${operation} was refused: ${name}`);
    this.name = name;
    this.#details = details;
  }

  /** A part of what it says besides, such as the reasons of a cancelled transaction. */
  protected detail(name: string): unknown {
    return this.#details[name];
  }
}

/** The longest waits before the second, third and fourth attempt, in milliseconds; each is cut by chance. */
const PAUSES = [50, 150, 450];
/** Two attempts fit into a function's 15 seconds. A service that says nothing for so long has lost the connection. */
const SILENCE_MILLISECONDS = 6000;
/** As many as the SDK's client keeps. */
const connections = { keepAlive: true, maxSockets: 50 };
/** Refusals that the next attempt may not meet; what fails inside the service (5xx) is one in any case. */
const passing = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionInProgressException',
]);

interface Answer {
  readonly status: number;
  readonly fields: Fields;
}

/** Calls of one service over connections that are kept. */
export class JsonService {
  private readonly protocol: JsonProtocol;
  private readonly findAccess: () => Access;
  private readonly plain = new PlainAgent(connections);
  private readonly secure = new SecureAgent(connections);
  private readonly silence: number;
  private found: { readonly access: Access; readonly url: URL } | undefined;

  /** @param findAccess asked at the first call */
  constructor(protocol: JsonProtocol, findAccess: () => Access, silence = SILENCE_MILLISECONDS) {
    this.protocol = protocol;
    this.findAccess = findAccess;
    this.silence = silence;
  }

  /**
   * One operation. Tries again where the service is busy or the connection breaks, so an operation may happen twice: as
   * with the SDK, conditions and request tokens make that harmless.
   * @throws {@link ServiceFault}
   */
  async call(operation: string, input: object): Promise<Fields> {
    const body = JSON.stringify(input);
    for (const wait of PAUSES) {
      const answer = await this.attempt(operation, body).catch(() => undefined);
      if (answer?.status === 200) return answer.fields;
      if (answer && !isPassing(answer)) throw this.faultOf(operation, answer);
      await pause(wait * Math.random());
    }
    const answer = await this.attempt(operation, body);
    if (answer.status === 200) return answer.fields;
    throw this.faultOf(operation, answer);
  }

  private faultOf(operation: string, { status, fields }: Answer): ServiceFault {
    const name = nameIn(fields) || `HTTP ${status}`;
    return new (this.protocol.known[name] ?? ServiceFault)(name, operation, fields);
  }

  private attempt(operation: string, body: string): Promise<Answer> {
    const { target, version, service } = this.protocol;
    this.found ??= withUrl(this.findAccess());
    const { access, url } = this.found;
    const named = { contentType: `application/x-amz-json-${version}`, target: `${target}.${operation}` };
    const signed = signedHeaders({ ...access, ...named, url, body, service }, new Date());
    const headers = { ...signed, 'content-length': Buffer.byteLength(body) };
    const [request, agent] =
      url.protocol === 'http:' ? [plainRequest, this.plain] : [secureRequest, this.secure];
    return new Promise((resolve, reject) => {
      const options = { method: 'POST', headers, agent, timeout: this.silence };
      const sent = request(url, options, (answer) => {
        let text = '';
        answer
          .setEncoding('utf8')
          .on('data', (piece: string) => {
            text += piece;
          })
          .once('error', reject)
          .once('end', () => resolve(read(answer.statusCode, text)));
      });
      sent.once('timeout', () => sent.destroy(new Error(`no answer to ${operation}`)));
      sent.once('error', reject).end(body);
    });
  }
}

const withUrl = (access: Access) => ({ access, url: new URL('/', access.endpoint) });

const isPassing = ({ status, fields }: Answer): boolean => status >= 500 || passing.has(nameIn(fields));

/** `com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException`, without where it comes from. */
function nameIn({ __type: type }: Fields): string {
  return typeof type === 'string' ? (type.split('#').at(-1) ?? '') : '';
}

/** What is no JSON comes from something in between: a bad gateway, and no text to be quoted. */
function read(status = 502, body: string): Answer {
  try {
    const fields: Fields = JSON.parse(body);
    return { status, fields };
  } catch {
    return { status: Math.max(status, 502), fields: {} };
  }
}

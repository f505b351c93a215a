import { HttpRequest, HttpResponse } from '@smithy/protocol-http';
import type { Way } from '../../../local/cloud/doctor/clients.ts';

/** What AWS sends back: JSON for an object, XML for a text. */
export interface Recorded {
  readonly status?: number;
  readonly body: string | object;
  readonly headers?: Readonly<Record<string, string>>;
}
/** An answer by service and operation; what is asked for may decide it. */
export type Recordings = Readonly<Record<string, Recorded | ((asked: HttpRequest) => Recorded | undefined)>>;

/** `EvaluationResults` and the like of AWS' query protocol. */
export const query = (operation: string, inner: string) => ({
  body: `<${operation}Response><${operation}Result>${inner}</${operation}Result></${operation}Response>`,
});
export const ec2 = (operation: string, inner: string) => ({
  body: `<${operation}Response>${inner}</${operation}Response>`,
});
/** A list of the query protocol (`member`) or of EC2's (`item`). */
export const list = (name: string, members: readonly string[], tag = 'member'): string =>
  `<${name}>${members.map((member) => `<${tag}>${member}</${tag}>`).join('')}</${name}>`;

/** A fault, in the shape of the protocol that was asked by. */
export function fault(
  name: string,
  status: number,
  message = 'as recorded',
): (asked: HttpRequest) => Recorded {
  return ({ hostname, headers }) => {
    const body = `<Code>${name}</Code><Message>${message}</Message>`;
    if (hostname.startsWith('ec2.'))
      return { status, body: `<Response><Errors><Error>${body}</Error></Errors></Response>` };
    if (isQuery(headers) || hostname.startsWith('route53.'))
      return { status, body: `<ErrorResponse><Error>${body}</Error></ErrorResponse>` };
    return { status, body: { __type: name, message }, headers: { 'x-amzn-errortype': name } };
  };
}

/** What was sent, as text. */
export const textOf = ({ body }: HttpRequest): string =>
  body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body ?? '');

const isQuery = (headers: HttpRequest['headers']): boolean =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;

/** Names in paths that differ from call to call. */
const named =
  /(foundation-models|inference-profiles|foundation-model-availability|identities|hostedzone)\/[^/]+$/;

/** `bedrock GET /data-retention`, `iam GetRole`, `organizations DescribePolicy`. */
export function keyOf(asked: HttpRequest): string {
  const { hostname, headers, method, path } = asked;
  const [service = ''] = hostname.split('.');
  const target = headers['x-amz-target']?.split('.').at(-1);
  const action = isQuery(headers) ? new URLSearchParams(textOf(asked)).get('Action') : undefined;
  return `${service} ${target ?? action ?? `${method} ${decodeURIComponent(path).replace(named, '$1/*')}`}`;
}

/** AWS that answers what was recorded; a question without a recording is a fault of the test. */
export function recordedAws(recordings: Recordings): Way & { readonly asked: Set<string> } {
  const asked = new Set<string>();
  const handle = async (request: HttpRequest) => {
    const key = keyOf(HttpRequest.clone(request));
    asked.add(key);
    const recorded = recordings[key];
    const answer = typeof recorded === 'function' ? recorded(request) : recorded;
    if (answer === undefined) throw new Error(`nothing is recorded for ${key}`);
    const { status = 200, body, headers = {} } = answer;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return {
      response: new HttpResponse({
        statusCode: status,
        headers: { ...headers },
        body: new Blob([text]).stream(),
      }),
    };
  };
  return {
    asked,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
    requestHandler: { handle, updateHttpClientConfig: () => undefined, httpHandlerConfigs: () => ({}) },
  };
}

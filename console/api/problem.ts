/** What a request answered instead of what was asked: the API's problem document, or why there was no answer. */
export class Problem extends Error {
  readonly status: number;
  /** Stable name of what is wrong; `offline` where no answer came. */
  readonly code: string;
  readonly title: string | undefined;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  /** Seconds after which another try makes sense. */
  readonly retryAfter: number | undefined;

  constructor(facts: {
    status: number;
    code: string;
    title?: string | undefined;
    detail?: string | undefined;
    requestId?: string | undefined;
    retryAfter?: number | undefined;
  }) {
    super(facts.code);
    this.name = 'Problem';
    this.status = facts.status;
    this.code = facts.code;
    this.title = facts.title;
    this.detail = facts.detail;
    this.requestId = facts.requestId;
    this.retryAfter = facts.retryAfter;
  }
}

/** No answer: no network, or the server is away. */
export const offlineProblem = (): Problem => new Problem({ status: 0, code: 'offline' });

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Reads a refusal; whatever its body is, there is a code and, where the edge gave one, a request id. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined);
  const facts = typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body)) : {};
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new Problem({
    status: response.status,
    code: textOf(facts['code']) ?? `http_${response.status}`,
    title: textOf(facts['title']),
    detail: textOf(facts['detail']),
    requestId: textOf(facts['requestId']) ?? response.headers.get('x-request-id') ?? undefined,
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
  });
}

import type { ErrorShape } from '../../../contracts/spec/route.ts';

/** Every code that a problem document can carry, with its HTTP status and its title. Codes are stable: clients rely on them. */
export const problems = {
  invalid_request: [400, 'The request is not valid'],
  invalid_json: [400, 'The body is not JSON'],
  unauthenticated: [401, 'Sign in first'],
  reauth_required: [401, 'Sign in again for this'],
  forbidden: [403, 'This is not yours to do'],
  onboarding_required: [403, 'Accept the policy first'],
  cross_site_request: [403, 'The request did not come from the console'],
  account_restricted: [403, 'Processing is paused on this account'],
  account_closing: [403, 'This account is being deleted'],
  out_of_credits: [402, 'There are not enough credits'],
  not_found: [404, 'There is nothing here'],
  method_not_allowed: [405, 'This address does not take that method'],
  conflict: [409, 'It changed in the meantime'],
  model_not_permitted: [409, 'This model is not on offer'],
  model_retired: [409, 'This model is retired'],
  policy_outdated: [409, 'The policy has a newer version'],
  already_exists: [409, 'It exists already'],
  too_large: [413, 'The request is too large'],
  unsupported_media_type: [415, 'The body is of another media type'],
  limit_reached: [422, 'A limit is reached'],
  recovery_not_offered: [422, 'This service has no recovery window'],
  too_late: [409, 'The recovery window is over'],
  too_many_requests: [429, 'Too many requests'],
  internal: [500, 'Something failed on our side'],
  model_failed: [502, 'The model failed'],
  model_throttled: [503, 'The model is busy'],
  retention_guard: [503, 'Model calls are paused: zero retention could not be confirmed'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof problems;

/** An error that the caller may see: its code decides status and title, `detail` is written for the person. */
export class Problem extends Error {
  override readonly name: string = 'Problem';
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  /** Fields at fault: a JSON pointer and a reason, never the value. */
  readonly faults: readonly { readonly pointer: string; readonly reason: string }[] | undefined;

  constructor(code: ProblemCode, detail?: string, faults?: Problem['faults']) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.faults = faults;
  }
}

/** The RFC 9457 document of a problem. Anything else than a `Problem` shows nothing of itself. */
export function problemDocument(error: unknown, requestId: string) {
  const problem =
    error instanceof Problem
      ? error
      : new Problem(
          'internal',
          'Nothing was half done on purpose. Try again; if it stays, name the request id.',
        );
  const [status, title] = problems[problem.code];
  return {
    type: `https://cloister.dev/problems/${problem.code}`,
    title,
    status,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    code: problem.code,
    requestId,
    ...(problem.faults === undefined ? {} : { errors: problem.faults }),
  };
}

interface Refusal {
  readonly status: number;
  readonly type: string;
  readonly body: object;
}

/** How refusals are told, by the shape that a route names. */
export const shapes: Readonly<Record<ErrorShape, (error: unknown, requestId: string) => Refusal>> = {
  problem: (error, requestId) => {
    const body = problemDocument(error, requestId);
    return { status: body.status, type: 'application/problem+json', body };
  },
};

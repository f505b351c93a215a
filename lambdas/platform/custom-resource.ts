import * as z from 'zod/mini';
import { whole } from './invocation.ts';
import { describeError, log } from './observe.ts';

const request = z.looseObject({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.optional(z.string()),
  ResourceProperties: z.looseObject({}),
});
export type CustomResourceRequest = z.infer<typeof request>;

/** What a custom resource does when it is made or changed. When it is deleted, what it set stays. */
export type Applying = (properties: Readonly<Record<string, unknown>>) => Promise<void>;

/** A deployment that must not go on, in words for the operator who reads the event of the stack. */
export class DeploymentRefused extends Error {
  override readonly name = 'DeploymentRefused';
}

/** The handler of a CloudFormation custom resource: applies, and tells CloudFormation how it went. */
export function customResource(apply: Applying) {
  return whole(async (event: unknown): Promise<void> => {
    const asked = request.parse(event);
    const reason = await outcome(asked, apply);
    const { StackId, RequestId, LogicalResourceId } = asked;
    const answer = await fetch(asked.ResponseURL, {
      method: 'PUT',
      headers: { 'Content-Type': '' },
      body: JSON.stringify({
        Status: reason === undefined ? 'SUCCESS' : 'FAILED',
        ...(reason === undefined ? {} : { Reason: reason }),
        PhysicalResourceId: asked.PhysicalResourceId ?? LogicalResourceId,
        StackId,
        RequestId,
        LogicalResourceId,
      }),
      signal: AbortSignal.timeout(10_000),
    });
    // Lambda tries again then; a stack that hears nothing waits for an hour.
    if (!answer.ok) throw new Error('CloudFormation did not take the answer');
  });
}

async function outcome(
  { RequestType, ResourceProperties }: CustomResourceRequest,
  apply: Applying,
): Promise<string | undefined> {
  if (RequestType === 'Delete') return undefined;
  try {
    await apply(ResourceProperties);
    return undefined;
  } catch (error) {
    const described = describeError(error);
    log('error', 'custom resource failed', described);
    if (error instanceof DeploymentRefused) return error.message;
    return `${described.error}; see the function's log`;
  }
}

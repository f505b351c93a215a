import * as z from 'zod/mini';
import { id } from '../../contracts/ids.ts';
import { whole } from './invocation.ts';

/** What a workflow hands to a step: ids alone. */
const stepInput = z.strictObject({
  step: z.string(),
  userId: id('account'),
  id: z.string(),
  /** Of the workflow, where it waits for somebody else's word. */
  token: z.optional(z.string()),
});
export type StepInput = z.infer<typeof stepInput>;

/** A step of a workflow. It may run again at any time, after any part of it: nothing is done twice. */
export type Step = (input: StepInput) => Promise<StepOutput>;

export interface StepOutput {
  readonly outcome: string;
  /** When the workflow may go on, where it has to wait. */
  readonly until?: string;
}

export function stepsHandler(steps: Readonly<Record<string, Step>>) {
  return whole(async (event: unknown): Promise<StepOutput> => {
    const input = stepInput.parse(event);
    const chosen = steps[input.step];
    if (chosen === undefined) throw new Error(`no step ${input.step}`);
    return chosen(input);
  });
}

/** Thrown by a step that waits for something else to end; its workflow retries it. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
}

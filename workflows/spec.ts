import type { ModuleId } from '../policy/modules.ts';

/** Amazon States Language, JSONata. Ids alone travel through it: its history lasts 90 days. */
interface Definition {
  readonly Comment: string;
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: object;
}

/** What a workflow is. Stacks iterate over these, as they do over functions; a profile has those whose functions it has. */
export interface WorkflowSpec {
  readonly id: string;
  readonly module: ModuleId;
  /** The functions that it calls, each under the definition's own word for it. */
  readonly calls: Readonly<Record<string, string>>;
  /** What to do where it fails, if that is more than for any. */
  readonly runbook?: string;
  /** The workflows that it starts by itself. */
  readonly starts?: Readonly<Record<string, WorkflowSpec>>;
  definition(arns: Readonly<Record<string, string>>): Definition;
}

/**
 * Declares a workflow and keeps its id. Its definition gets the ARNs of all that it calls, and of what it starts where the
 * profile has that.
 */
export function defineWorkflow<
  const Id extends string,
  Called extends string,
  Started extends string = never,
>(spec: {
  readonly id: Id;
  readonly module: ModuleId;
  readonly calls: Readonly<Record<Called, string>>;
  readonly runbook?: string;
  readonly starts?: Readonly<Record<Started, WorkflowSpec>>;
  definition(arns: Readonly<Record<Called, string> & Partial<Record<Started, string>>>): Definition;
}) {
  const definition: typeof spec.definition = (arns) => {
    const { Comment, ...rest } = spec.definition(arns);
    return { Comment, QueryLanguage: 'JSONata', ...rest };
  };
  return { ...spec, definition };
}

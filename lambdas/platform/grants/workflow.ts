import type { WorkflowId } from '../../../workflows/all.ts';

/** Starting a workflow, and answering a step of it that waits. */
export const workflow = (id: WorkflowId, ...actions: ('StartExecution' | 'SendTaskSuccess')[]) =>
  ({ to: 'workflow', workflow: id, actions }) as const;

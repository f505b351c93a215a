import { allow, type Permit } from './permit.ts';

export const workflow: Permit<'workflow'> = ({ workflow: id, actions }, { platform }) => {
  const arn = platform.workflowArn(id);
  const name = `${id.replaceAll('-', '_').toUpperCase()}_WORKFLOW`;
  return { statements: allow('states', actions, [arn]), environment: { [name]: arn } };
};

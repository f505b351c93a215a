import { resourceOf } from '../stacks/platform.ts';
import { allow, type Permit } from './permit.ts';

export const table: Permit<'table'> = ({ table: spec, actions, indexes, named }, { platform }) => {
  const { arn, name } = resourceOf(platform.tables, spec);
  const resources = indexes.length === 0 ? [arn] : indexes.map((one) => `${arn}/index/${one}`);
  return {
    statements: allow('dynamodb', actions, resources),
    environment: named === 'by-map' ? {} : { [spec.env]: name },
  };
};

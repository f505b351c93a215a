import { within } from '../../contracts/stores.ts';
import { resourceOf } from '../stacks/platform.ts';
import { allow, type Permit } from './permit.ts';

/** Grants on a table that the profile lacks fall away: an inventory names them all, a deployment has some. */
export const table: Permit<'table'> = ({ table: spec, actions, indexes }, { platform }) => {
  if (!within(platform.deployment.capabilities)(spec)) return { statements: [], environment: {} };
  const { arn, name } = resourceOf(platform.tables, spec);
  const resources = indexes.length === 0 ? [arn] : indexes.map((one) => `${arn}/index/${one}`);
  return { statements: allow('dynamodb', actions, resources), environment: { [spec.env]: name } };
};

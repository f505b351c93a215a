import { within } from '../../contracts/stores.ts';
import { resourceOf } from '../stacks/platform.ts';
import { allow, type Permit } from './permit.ts';

/** As for tables, grants on a bucket that the profile lacks fall away. */
export const bucket: Permit<'bucket'> = ({ bucket: spec, actions }, { platform }) => {
  if (!within(platform.deployment.capabilities)(spec)) return { statements: [], environment: {} };
  const { arn, name } = resourceOf(platform.buckets, spec);
  const onObjects = actions.filter((action) => action !== 'ListBucket');
  const onBucket = actions.filter((action) => action === 'ListBucket');
  return {
    statements: [...allow('s3', onObjects, [`${arn}/*`]), ...allow('s3', onBucket, [arn])],
    environment: { [spec.env]: name },
  };
};

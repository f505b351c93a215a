import { resourceOf } from '../stacks/platform.ts';
import { allow, type Permit } from './permit.ts';

export const bucket: Permit<'bucket'> = ({ bucket: spec, actions, named }, { platform }) => {
  const { arn, name } = resourceOf(platform.buckets, spec);
  const onObjects = actions.filter((action) => action !== 'ListBucket');
  const onBucket = actions.filter((action) => action === 'ListBucket');
  return {
    statements: [...allow('s3', onObjects, [`${arn}/*`]), ...allow('s3', onBucket, [arn])],
    environment: named === 'by-map' ? {} : { [spec.env]: name },
  };
};

import { customResource } from '../platform/custom-resource.ts';
import { publishPolicy } from './publish-policy.ts';

export const handler = customResource(publishPolicy);

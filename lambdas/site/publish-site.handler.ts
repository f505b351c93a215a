import { customResource } from '../platform/custom-resource.ts';
import { publishSite } from './publish-site.ts';

export const handler = customResource(async ({ config }) => publishSite(String(config)));

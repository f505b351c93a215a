import type { RegionGroup } from '../../../policy/models.ts';
import { env } from '../../platform/env.ts';

/** The Regions to which a model call of this deployment may go. */
export const modelRegions = (): readonly string[] => env('MODEL_REGIONS').split(',');

/** The group of Regions that this deployment's model calls stay in. */
export function modelRegionGroup(): RegionGroup {
  const group = env('MODEL_REGION_GROUP');
  if (group === 'us' || group === 'eu') return group;
  throw new Error('unknown group of Regions');
}

import type { FunctionSpec } from '../platform/function.ts';
import { publishSiteFunction } from './publish-site.function.ts';

export const siteFunctions: readonly FunctionSpec[] = [publishSiteFunction];

import type { ModuleId } from '../../policy/modules.ts';
import { models } from './models.ts';
import type { Modules } from './modules.ts';
import { privacy } from './privacy.ts';

/** What modules need besides their functions and workflows: custom resources, alarms, outputs. */
export const additions: Partial<Record<ModuleId, (modules: Modules) => void>> = { models, privacy };

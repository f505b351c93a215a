import { type Model, models } from '../../../policy/models.ts';

/** The models that are asked: one that is retired stays in the catalogue for its prices and conversations. */
export const offeredModels: readonly Model[] = models.filter((model: Model) => !('retired' in model));

/** Whether the catalogue says that nobody has seen it serve under mode `none`. */
export const isUnverified = (model: Model): boolean => 'verified' in model && model.verified === false;

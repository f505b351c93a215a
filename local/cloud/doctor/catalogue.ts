import { type Model, modelsOffered } from '../../../policy/models.ts';
import type { Place } from './place.ts';

/** All but the retired ones, which stay in the catalogue for their prices and conversations. */
export const livingModels: readonly Model[] = modelsOffered('dev', []);

/** The models that are asked. */
export const offeredModels = ({ order }: Place): readonly Model[] =>
  modelsOffered(order.stage, order.settings.confirmedModels);

/** Whether neither the catalogue nor the operator has seen it serve under mode `none`. */
export const isUnverified = ({ order }: Place, { id, verified }: Model): boolean =>
  !verified && !order.settings.confirmedModels.some((one) => one === id);

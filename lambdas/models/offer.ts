import type { ModelLife } from '../../contracts/platform/stores.ts';
import { findModel, type Model, type ModelId, modelIds } from '../../policy/models.ts';
import { env } from '../platform/env.ts';
import { Problem } from '../platform/http/problem.ts';

/** What AWS was last heard to say of each model; of those that nobody could read, nothing. */
export type Lives = ReadonlyMap<string, ModelLife>;

/** The models that this deployment offers, in the catalogue's order. */
export function offeredModels(): readonly ModelId[] {
  const offered = env('MODELS').split(',');
  return modelIds.filter((id) => offered.includes(id));
}

/** The model of whoever chose none. */
export const usualModel = ([first = modelIds[0]]: readonly ModelId[]): ModelId => first;

/** A model that is on offer. Throws `model_not_permitted` or, with its successor, `model_retired`. */
export function offeredModel(offered: readonly string[], id: string): Model {
  const model = findModel(id);
  if (model?.retiredOn !== undefined) throw retired(model);
  if (model === undefined || !offered.includes(id)) throw new Problem('model_not_permitted');
  return model;
}

/** A model that may be asked now. Throws as above, and `retention_guard` unless its calls are known to stay in our Regions. */
export function permittedModel(offered: readonly string[], lives: Lives, id: string): Model {
  const model = offeredModel(offered, id);
  const life = lives.get(id);
  if (life === 'gone') throw new Problem('model_not_permitted', `${model.label} is not there any more.`);
  if (life === undefined || life === 'elsewhere') throw new Problem('retention_guard');
  return model;
}

function retired({ label, successor = '' }: Model): Problem {
  const next = findModel(successor);
  return new Problem(
    'model_retired',
    `${label} is retired. Its successor is ${next?.label ?? 'another model'}; what was asked before stays.`,
    [{ pointer: '/model', reason: successor }],
  );
}

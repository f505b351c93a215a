import { queryOptions } from '@tanstack/react-query';
import { call, type ItemOf } from '../api/calls.ts';

export type Model = ItemOf<'listModels'>;
export type ModelId = Model['id'];

/** Those that answer questions. */
export const modelsOnOffer = (models: readonly Model[]): readonly Model[] =>
  models.filter(({ state }) => state === 'offered');

/** Who answers where this model was chosen: itself, else its successor, else the first on offer; without a choice too. */
export function whoAnswers(models: readonly Model[], id: string | undefined): Model | undefined {
  const left = modelsOnOffer(models);
  const chosen = models.find((model) => model.id === id);
  const wanted = [id, chosen?.successor];
  return left.find((model) => wanted.includes(model.id)) ?? left[0];
}

/** Models of the catalogue; they change with a deployment, not while one looks. */
export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => call('listModels', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

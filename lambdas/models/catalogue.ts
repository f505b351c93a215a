import type { modelRoutes } from '../../contracts/models/routes.ts';
import type { AnswerOf } from '../../contracts/spec/route.ts';
import { models, priceAt } from '../../policy/models.ts';

type Offer = AnswerOf<typeof modelRoutes.listModels>['items'][number];

/** The models on offer, at the prices of a day. */
export function catalogue(region: string, day: Date): Offer[] {
  return models.map((model) => {
    const { id, label, maker, retention, trainsOnInput } = model;
    const { from, inputPerMillion, outputPerMillion } = priceAt(model, day.toISOString());
    return {
      id,
      label,
      maker,
      region,
      retention,
      trainsOnInput,
      inputPerMillion,
      outputPerMillion,
      priceFrom: from,
    };
  });
}

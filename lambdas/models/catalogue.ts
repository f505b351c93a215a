import type { modelRoutes } from '../../contracts/models/routes.ts';
import type { AnswerOf } from '../../contracts/spec/route.ts';
import { type Model, models, priceAt } from '../../policy/models.ts';
import type { Call } from '../platform/http/call.ts';
import type { Reading, ReadingStore } from '../platform/reading-store.ts';
import { livesIn } from './retention-guard.ts';

type Offer = AnswerOf<typeof modelRoutes.listModels>['items'][number];

/** Where the catalogue hangs, and what is on offer there. */
export interface Wall {
  readonly region: string;
  readonly offered: readonly string[];
}

/** The catalogue as AWS speaks of its models just now. */
export async function readCatalogue(
  { store, ...wall }: Wall & { readonly store: Pick<ReadingStore, 'list'> },
  { now }: Call<typeof modelRoutes.listModels>,
): Promise<{ items: Offer[] }> {
  return { items: catalogue(wall, await store.list('model', now), now) };
}

/** Every model of the catalogue at the prices of the day; those that are asked no more too, for what they once wrote. */
export function catalogue({ region, offered }: Wall, readings: readonly Reading[], now: number): Offer[] {
  const lives = livesIn(readings, now);
  return models.map((model): Offer => {
    const { id, label, maker, retention, trainsOnInput, thinks, successor }: Model & Pick<Offer, 'id'> =
      model;
    const { from, inputPerMillion, outputPerMillion } = priceAt(model, new Date(now).toISOString());
    const life = lives.get(id);
    const ends = readings.find(({ of }) => of === id)?.endsAt?.slice(0, 'YYYY-MM-DD'.length);
    return {
      ...{ id, label, maker, region, retention, trainsOnInput, thinks, successor },
      ...{ inputPerMillion, outputPerMillion, priceFrom: from },
      retentionRestsOn: model.verified ? 'shown' : 'terms',
      state: 'retiredOn' in model ? 'retired' : stateOf(offered.includes(id), life),
      leaving: life === 'legacy',
      endsOn: ends,
    };
  });
}

const stateOf = (isOffered: boolean, life: string | undefined): Offer['state'] =>
  isOffered && (life === 'active' || life === 'legacy') ? 'offered' : 'unavailable';

import { MODEL_CONCERN } from '../../contracts/models/alarms.ts';
import type { ModelLife } from '../../contracts/platform/stores.ts';
import { findModel, type Model } from '../../policy/models.ts';
import { env } from '../platform/env.ts';
import { describeError, log } from '../platform/observe.ts';
import type { Reading, ReadingStore } from '../platform/reading-store.ts';
import type { ModelAccount, ModelFacts } from './bedrock/account-settings.ts';
import { modelRegions } from './bedrock/regions.ts';
import { offeredModels } from './offer.ts';

export interface ModelReadingParts {
  readonly account: Pick<ModelAccount, 'readModel'>;
  readonly store: Pick<ReadingStore, 'put'>;
  readonly clock: () => number;
}

/** Whence models are called, which, and where a call may go. */
export interface Place {
  readonly home: string;
  readonly offered: readonly string[];
  readonly regions: readonly string[];
}

/** The place of this deployment. */
export const openPlace = (): Place => ({
  home: env('HOME_REGION'),
  offered: offeredModels(),
  regions: modelRegions(),
});

/**
 * Asks AWS how each model on offer stands, as seen from the home Region, since a profile's Regions depend on where it is
 * called. One that cannot be read keeps its last reading until that is too old. What is not `active` any more is told once.
 */
export async function readModels(
  { account, store, clock }: ModelReadingParts,
  { home, offered, regions }: Place,
): Promise<void> {
  await Promise.all(
    offered
      .flatMap((id) => findModel(id) ?? [])
      .map(async (model) => {
        try {
          const reading = modelReading(model, await account.readModel(home, model), regions, clock());
          const before = await store.put(reading);
          const { life } = reading;
          if (life !== 'active' && life !== before?.life)
            log('error', MODEL_CONCERN, { of: `${model.id} ${life}` });
        } catch (error) {
          log('error', MODEL_CONCERN, { of: `${model.id} unread`, ...describeError(error) });
        }
      }),
  );
}

/** What AWS says of a model: good is one that may be asked, and stays in these Regions. */
export function modelReading(
  { id }: Pick<Model, 'id'>,
  facts: ModelFacts | undefined,
  regions: readonly string[],
  now: number,
): Reading & { readonly life: ModelLife } {
  const life = lifeOf(facts, regions);
  return {
    subject: 'model',
    of: id,
    at: new Date(now).toISOString(),
    good: life === 'active' || life === 'legacy',
    detail: facts === undefined ? 'AWS knows no such model' : `may be sent to ${facts.regions.join(', ')}`,
    life,
    ...(facts?.endsAt === undefined ? {} : { endsAt: facts.endsAt.toISOString() }),
  };
}

/** A profile that names no Region, as `global.` ones do, may go anywhere. */
function lifeOf(facts: ModelFacts | undefined, regions: readonly string[]): ModelLife {
  if (facts === undefined) return 'gone';
  const known = facts.regions.length > 0 && facts.regions.every((region) => regions.includes(region));
  if (!known) return 'elsewhere';
  return facts.isLegacy ? 'legacy' : 'active';
}

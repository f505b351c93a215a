import { atLeastOne, keysOf } from './keys-of.ts';

/** Prices in micro-credits per million tokens, by the day from which they hold (UTC). Never edited: a change is a new entry. */
export interface ModelPrice {
  readonly from: string;
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
}

/** Who runs models for the platform: how each is asked stands in `lambdas/models/providers.ts`. */
export type ProviderId = 'bedrock';

/** A model that the platform offers with its own access. `retention` and `trainsOnInput` have one value each on purpose (T7, T8). */
export interface Model {
  readonly id: string;
  readonly label: string;
  readonly maker: string;
  readonly provider: ProviderId;
  /** Inference profile by home-Region group; `global.` profiles are not allowed, see the retention guard. */
  readonly inferenceProfile: Readonly<Record<RegionGroup, string>>;
  /** The foundation model behind the profile, as IAM names it. */
  readonly foundationModel: string;
  readonly retention: 'none';
  readonly trainsOnInput: false;
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  readonly prices: readonly [ModelPrice, ...ModelPrice[]];
}

/** Where a home Region's inference profile may send a call. Every destination gets retention mode `none`. */
export const regionGroups = {
  us: ['us-east-1', 'us-east-2', 'us-west-2'],
  eu: ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3'],
} as const;
export type RegionGroup = keyof typeof regionGroups;

/** 1 credit is 0.01 USD; one credit is a million micro-credits. */
export const MICRO_CREDITS_PER_CREDIT = 1_000_000;
const credits = (n: number): number => n * MICRO_CREDITS_PER_CREDIT;

export const models = [
  {
    id: 'claude-sonnet-4-5',
    label: 'Sonnet 4.5',
    maker: 'Anthropic',
    provider: 'bedrock',
    foundationModel: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    inferenceProfile: {
      us: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      eu: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
    },
    retention: 'none',
    trainsOnInput: false,
    contextTokens: 200_000,
    maxOutputTokens: 8_192,
    prices: [{ from: '2026-11-01', inputPerMillion: credits(330), outputPerMillion: credits(1650) }],
  },
  {
    id: 'claude-haiku-4-5',
    label: 'Haiku 4.5',
    maker: 'Anthropic',
    provider: 'bedrock',
    foundationModel: 'anthropic.claude-haiku-4-5-20251001-v1:0',
    inferenceProfile: {
      us: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      eu: 'eu.anthropic.claude-haiku-4-5-20251001-v1:0',
    },
    retention: 'none',
    trainsOnInput: false,
    contextTokens: 200_000,
    maxOutputTokens: 8_192,
    prices: [{ from: '2026-11-01', inputPerMillion: credits(110), outputPerMillion: credits(550) }],
  },
  {
    id: 'nova-lite',
    label: 'Nova Lite',
    maker: 'Amazon',
    provider: 'bedrock',
    foundationModel: 'amazon.nova-lite-v1:0',
    inferenceProfile: { us: 'us.amazon.nova-lite-v1:0', eu: 'eu.amazon.nova-lite-v1:0' },
    retention: 'none',
    trainsOnInput: false,
    contextTokens: 300_000,
    maxOutputTokens: 5_000,
    prices: [{ from: '2026-11-01', inputPerMillion: credits(7), outputPerMillion: credits(27) }],
  },
] as const satisfies readonly [Model, ...Model[]];

export type ModelId = (typeof models)[number]['id'];
export const modelIds = atLeastOne(models.map((model) => model.id));

/** The group whose Regions may serve a home Region, or nothing where no profile keeps the promise. */
export function regionGroupOf(region: string): RegionGroup | undefined {
  return keysOf(regionGroups).find((group) => regionGroups[group].some((one) => one === region));
}

/** The model by its id; an unlisted one is nothing, and so refused. */
export function findModel(id: string): Model | undefined {
  return models.find((model) => model.id === id);
}

/** The price in force on a day (`YYYY-MM-DD…`, UTC). */
export function priceAt(model: Model, at: string): ModelPrice {
  return model.prices.findLast((price) => price.from <= at) ?? model.prices[0];
}

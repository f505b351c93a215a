import { atLeastOne, keysOf } from './keys-of.ts';

/** Prices in micro-credits per million tokens, by the day from which they hold (UTC). Never edited: a change is a new entry. */
export interface ModelPrice {
  readonly from: string;
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
}

/** Who runs models for the platform: how each is asked stands in `lambdas/models/providers.ts`. */
export type ProviderId = 'bedrock';

/** How hard a model thinks where it is asked to; makers name more steps, these three are the ones that all of them take. */
export const efforts = ['low', 'medium', 'high'] as const;
export type Effort = (typeof efforts)[number];
/** Of a model that always thinks and was told nothing. */
export const USUAL_EFFORT: Effort = 'medium';
/** Output tokens that are kept free, and paid in advance, for thinking: it counts toward the longest answer. */
export const thinkingRoom: Readonly<Record<Effort, number>> = { low: 4_096, medium: 8_192, high: 16_384 };

/**
 * A model that the platform offers, or offered, with its own access. `retention` and `trainsOnInput` have one value each
 * on purpose (T7, T8). Source and date of each fact: `model-cards.ts`.
 */
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
  /** Whether AWS or a measurement has shown that it serves under mode `none`; in `prod` others wait for the operator. */
  readonly verified: boolean;
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  readonly thinks: 'never' | 'on-request' | 'always';
  /** It thinks unless it is told not to. */
  readonly thinksUntold?: true;
  /** Whether an answer may be made to use a tool. */
  readonly forcedTools: boolean;
  /** Who takes its place. */
  readonly successor?: string;
  /** The day from which it is not asked any more. What it wrote stays. */
  readonly retiredOn?: string;
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
const credits = (n: number): number => Math.round(n * MICRO_CREDITS_PER_CREDIT);

/** A foundation model and its profiles, in what all models have in common. */
const through = <const Id extends string>(id: Id) =>
  ({
    provider: 'bedrock',
    foundationModel: id,
    inferenceProfile: { us: `us.${id}`, eu: `eu.${id}` },
    retention: 'none',
    trainsOnInput: false,
  }) as const;

/** What most of Anthropic's models have in common; an entry says what is otherwise. */
const claude = <const Version extends string>(version: Version, label: string) =>
  ({
    id: `claude-${version}`,
    label,
    maker: 'Anthropic',
    ...through(`anthropic.claude-${version}`),
    verified: false,
    contextTokens: 1_000_000,
    maxOutputTokens: 128_000,
    thinks: 'on-request',
    forcedTools: true,
  }) as const;

/** What the retired ones have in common: nobody asks them any more. */
const retired = (successor: string) =>
  ({ verified: false, thinks: 'never', forcedTools: true, successor, retiredOn: '2026-11-29' }) as const;

/** The prices of a model, in credits per million tokens, from a day on. */
const from = (day: string, input: number, output: number): readonly [ModelPrice] => [
  { from: day, inputPerMillion: credits(input), outputPerMillion: credits(output) },
];

/** The first that is offered is the one that is taken where nobody chose; retired ones come last. */
export const models = [
  {
    ...claude('sonnet-5-5', 'Sonnet 5.5'),
    thinks: 'always',
    forcedTools: false,
    prices: from('2026-11-29', 220, 1100),
  },
  {
    ...claude('sonnet-5', 'Sonnet 5'),
    verified: true,
    thinksUntold: true,
    successor: 'claude-sonnet-5-5',
    prices: from('2026-11-29', 220, 1100),
  },
  {
    ...claude('haiku-5-5', 'Haiku 5.5'),
    // Its card says 1,000,000; a request above 100,000 costs five times as much a token.
    contextTokens: 100_000,
    thinksUntold: true,
    prices: from('2026-11-29', 11, 55),
  },
  {
    ...claude('opus-5-5', 'Opus 5.5'),
    thinks: 'always',
    forcedTools: false,
    prices: from('2026-11-29', 440, 2200),
  },
  {
    ...claude('opus-4-8', 'Opus 4.8'),
    verified: true,
    successor: 'claude-opus-5-5',
    prices: from('2026-11-29', 550, 2750),
  },
  {
    ...claude('sonnet-4-6', 'Sonnet 4.6'),
    maxOutputTokens: 64_000,
    successor: 'claude-sonnet-5-5',
    prices: from('2026-11-29', 330, 1650),
  },
  {
    id: 'nova-2-lite',
    label: 'Nova 2 Lite',
    maker: 'Amazon',
    ...through('amazon.nova-2-lite-v1:0'),
    verified: false,
    contextTokens: 1_000_000,
    maxOutputTokens: 64_000,
    // It can, and what it thinks comes back blacked out.
    thinks: 'never',
    forcedTools: true,
    // By the Region that calls: the dearest of them.
    prices: from('2026-11-29', 48.4, 405.9),
  },
  {
    ...claude('sonnet-4-5', 'Sonnet 4.5'),
    ...through('anthropic.claude-sonnet-4-5-20250929-v1:0'),
    ...retired('claude-sonnet-5-5'),
    contextTokens: 200_000,
    maxOutputTokens: 8_192,
    prices: from('2026-11-01', 330, 1650),
  },
  {
    ...claude('haiku-4-5', 'Haiku 4.5'),
    ...through('anthropic.claude-haiku-4-5-20251001-v1:0'),
    ...retired('claude-haiku-5-5'),
    contextTokens: 200_000,
    maxOutputTokens: 8_192,
    prices: from('2026-11-01', 110, 550),
  },
  {
    id: 'nova-lite',
    label: 'Nova Lite',
    maker: 'Amazon',
    ...through('amazon.nova-lite-v1:0'),
    ...retired('nova-2-lite'),
    contextTokens: 300_000,
    maxOutputTokens: 5_000,
    prices: from('2026-11-01', 7, 27),
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

/**
 * What a deployment offers: no retired model, and in `prod` none whose zero retention nobody has shown, unless its
 * operator has (`confirmed`).
 */
export function modelsOffered(stage: string, confirmed: readonly string[]): readonly Model[] {
  const all: readonly Model[] = models;
  return all.filter(
    ({ id, verified, retiredOn }) =>
      retiredOn === undefined && (verified || stage !== 'prod' || confirmed.includes(id)),
  );
}

/** The price in force on a day (`YYYY-MM-DD…`, UTC). */
export function priceAt(model: Model, at: string): ModelPrice {
  return model.prices.findLast((price) => price.from <= at) ?? model.prices[0];
}

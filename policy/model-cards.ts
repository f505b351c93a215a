/** Where a fact about a model was read, and as of when. No AWS account was asked: `doctor` and the guard do that. */
export const sources = {
  'card-sonnet-5-5': ['AWS model card anthropic-claude-sonnet-5-5', '2026-10-06'],
  'card-opus-5-5': ['AWS model card anthropic-claude-opus-5-5, its head', '2026-09-22'],
  'card-haiku-5-5': ['AWS model card anthropic-claude-haiku-5-5, its head', '2026-10-07'],
  'card-sonnet-4-6': ['AWS model card anthropic-claude-sonnet-4-6', '2026-10-06'],
  'card-nova-2-lite': ['AWS model card amazon-nova-2-lite', '2026-10-06'],
  maker: ['platform.claude.com, "What’s new" of the model', '2026-10-08'],
  history: ['Amazon Bedrock user guide, document history', '2026-08-24'],
  retention: ['Amazon Bedrock user guide, data retention', '2026-09-01'],
  abuse: ['Amazon Bedrock user guide, abuse detection', '2026-09-10'],
  profiles: ['ListInferenceProfiles and ListFoundationModels of another’s account, 17 Regions', '2026-10-07'],
  prices: ['AWS Price List, AmazonBedrockFoundationModels', '2026-10-06'],
  'prices-by-others': ['litellm 1.110.2, which names the price list', '2026-11-29'],
  probe: ['another’s ConverseStream probes, us-west-2', '2026-10-10'],
  measured: ['another’s listing of allowed retention modes', '2026-09-15'],
  issues: ['reports of Converse’s refusals by users of the model', '2026-09-23'],
} as const satisfies Record<string, readonly [where: string, on: string]>;
export type SourceId = keyof typeof sources;

type Fact<Value> = readonly [value: Value, source: SourceId];

/** What is known of a model that is on offer. `undefined` values were looked for and not found. */
export interface Card {
  readonly launched: Fact<string>;
  /** The life cycle's end comes no sooner. */
  readonly endsNotBefore: Fact<string | undefined>;
  readonly context: Fact<number>;
  readonly output: Fact<number>;
  /** Dollars a million tokens through a geographic profile: input, output. */
  readonly price: Fact<readonly [input: number, output: number]>;
  /** Whether it was seen to serve under retention mode `none`. */
  readonly servesUnderNone: Fact<boolean>;
  readonly destinations: Fact<'as listed' | 'not seen'>;
  readonly thinks: Fact<'never' | 'on-request' | 'always'>;
  readonly effort: Fact<boolean>;
  /** Token budgets for thinking. */
  readonly budgets: Fact<boolean>;
  readonly sampling: Fact<boolean>;
  readonly forcedTools: Fact<boolean>;
  readonly images: Fact<boolean>;
}

/** By the catalogue's id. */
export const cards: Readonly<Record<string, Card>> = {
  'claude-sonnet-5-5': {
    launched: ['2026-09-28', 'card-sonnet-5-5'],
    endsNotBefore: ['2027-09-28', 'card-sonnet-5-5'],
    context: [1_000_000, 'card-sonnet-5-5'],
    output: [128_000, 'card-sonnet-5-5'],
    price: [[2.2, 11], 'prices'],
    servesUnderNone: [false, 'abuse'],
    destinations: ['as listed', 'card-sonnet-5-5'],
    thinks: ['always', 'card-sonnet-5-5'],
    effort: [true, 'card-sonnet-5-5'],
    budgets: [false, 'card-sonnet-5-5'],
    sampling: [false, 'maker'],
    forcedTools: [false, 'maker'],
    images: [true, 'probe'],
  },
  'claude-sonnet-5': {
    launched: ['2026-06-30', 'profiles'],
    endsNotBefore: [undefined, 'profiles'],
    context: [1_000_000, 'probe'],
    output: [128_000, 'prices-by-others'],
    price: [[2.2, 11], 'prices-by-others'],
    servesUnderNone: [true, 'measured'],
    destinations: ['as listed', 'profiles'],
    thinks: ['on-request', 'history'],
    effort: [true, 'issues'],
    budgets: [false, 'issues'],
    sampling: [false, 'issues'],
    forcedTools: [true, 'issues'],
    images: [true, 'probe'],
  },
  'claude-haiku-5-5': {
    launched: ['2026-10-07', 'card-haiku-5-5'],
    endsNotBefore: ['2027-10-07', 'card-haiku-5-5'],
    context: [1_000_000, 'card-haiku-5-5'],
    output: [128_000, 'card-haiku-5-5'],
    price: [[0.11, 0.55], 'prices-by-others'],
    servesUnderNone: [false, 'abuse'],
    destinations: ['not seen', 'profiles'],
    thinks: ['on-request', 'card-haiku-5-5'],
    effort: [true, 'card-haiku-5-5'],
    budgets: [false, 'maker'],
    sampling: [false, 'maker'],
    forcedTools: [true, 'prices-by-others'],
    images: [true, 'probe'],
  },
  'claude-opus-5-5': {
    launched: ['2026-09-22', 'card-opus-5-5'],
    endsNotBefore: ['2027-09-22', 'card-opus-5-5'],
    context: [1_000_000, 'card-opus-5-5'],
    output: [128_000, 'card-opus-5-5'],
    price: [[4.4, 22], 'prices-by-others'],
    servesUnderNone: [false, 'abuse'],
    destinations: ['as listed', 'profiles'],
    thinks: ['always', 'card-opus-5-5'],
    effort: [true, 'card-opus-5-5'],
    budgets: [false, 'maker'],
    sampling: [false, 'maker'],
    forcedTools: [false, 'issues'],
    images: [true, 'probe'],
  },
  'claude-opus-4-8': {
    launched: ['2026-05-28', 'profiles'],
    endsNotBefore: [undefined, 'profiles'],
    context: [1_000_000, 'probe'],
    output: [128_000, 'probe'],
    price: [[5.5, 27.5], 'prices-by-others'],
    servesUnderNone: [true, 'retention'],
    destinations: ['as listed', 'profiles'],
    thinks: ['on-request', 'issues'],
    effort: [true, 'issues'],
    budgets: [false, 'issues'],
    sampling: [false, 'issues'],
    forcedTools: [true, 'issues'],
    images: [true, 'probe'],
  },
  'claude-sonnet-4-6': {
    launched: ['2026-02-17', 'card-sonnet-4-6'],
    endsNotBefore: ['2027-02-17', 'card-sonnet-4-6'],
    context: [1_000_000, 'card-sonnet-4-6'],
    output: [64_000, 'card-sonnet-4-6'],
    price: [[3.3, 16.5], 'prices-by-others'],
    servesUnderNone: [false, 'retention'],
    destinations: ['as listed', 'profiles'],
    thinks: ['on-request', 'issues'],
    effort: [true, 'issues'],
    budgets: [true, 'issues'],
    sampling: [true, 'issues'],
    forcedTools: [true, 'issues'],
    images: [true, 'probe'],
  },
  'nova-2-lite': {
    launched: ['2025-12-02', 'card-nova-2-lite'],
    endsNotBefore: ['2026-12-02', 'card-nova-2-lite'],
    context: [1_000_000, 'card-nova-2-lite'],
    output: [64_000, 'card-nova-2-lite'],
    price: [[0.484, 4.059], 'prices'],
    servesUnderNone: [false, 'abuse'],
    destinations: ['as listed', 'card-nova-2-lite'],
    thinks: ['on-request', 'card-nova-2-lite'],
    effort: [true, 'card-nova-2-lite'],
    budgets: [false, 'card-nova-2-lite'],
    sampling: [true, 'card-nova-2-lite'],
    forcedTools: [true, 'card-nova-2-lite'],
    images: [true, 'card-nova-2-lite'],
  },
};

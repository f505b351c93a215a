/** Stands in bundles for the SDK's reader of event streams; our own, in `lambdas/models/bedrock`, is a tenth of it. */
// oxlint-disable-next-line typescript/no-extraneous-class -- stands in for a class of the SDK, which makes one with new
export class EventStreamSerde {
  constructor() {
    throw new Error(
      'this operation streams events, and bundles leave the reader out: see lib/constructs/bundles.ts',
    );
  }
}

/** Clients that could stream ask for these two when they are made, and never use them. */
export const eventStreamSerdeProvider = () => ({});
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;

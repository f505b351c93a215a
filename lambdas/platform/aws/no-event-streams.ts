/** Stands in bundles for the SDK's reader of event streams; our own (`platform/models`) is a tenth of it. */
export class EventStreamSerde {
  constructor() {
    throw new Error('this operation streams events, and bundles leave the reader out: see lib/constructs/bundles.ts');
  }
}

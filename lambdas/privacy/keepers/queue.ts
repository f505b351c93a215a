import { DeleteQueueCommand, paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import type { OtherStoreSpec } from '../../../contracts/spec/store.ts';
import { optionalEnv } from '../../platform/env.ts';
import { type Keeper, knownIdIn, type SubjectIds, unlessNamed } from './keeper.ts';

type Queue = OtherStoreSpec<'queue'>;

/** Keeps queues that are made for an account: their names say whose they are. */
export class QueueKeeper implements Keeper<Queue> {
  private readonly sqs: SQSClient;
  private readonly prefix: string;

  constructor(sqs: SQSClient, prefix: string) {
    this.sqs = sqs;
    this.prefix = prefix;
  }

  async count(store: Queue, ids: SubjectIds) {
    let count = 0;
    for await (const _url of this.urls(store, ids)) count += 1;
    return { count, how: 'queues listed by the account in their names' };
  }

  async empty(store: Queue, ids: SubjectIds): Promise<void> {
    for await (const QueueUrl of this.urls(store, ids))
      await unlessNamed(['QueueDoesNotExist'], this.sqs.send(new DeleteQueueCommand({ QueueUrl })));
  }

  /** No export carries a queue: its kind cannot be declared so. */
  async collect() {
    return undefined;
  }

  private async *urls(store: Queue, ids: SubjectIds): AsyncGenerator<string> {
    if (this.prefix === '') throw new Error(`${store.name}: asked without the prefix of its names`);
    const QueueNamePrefix = `${this.prefix}${knownIdIn(store, ids)}-`;
    for await (const { QueueUrls = [] } of paginateListQueues(
      { client: this.sqs, pageSize: 100 },
      { QueueNamePrefix },
    ))
      yield* QueueUrls;
  }
}

/** Without machines in the profile no store is a queue, and nobody asks. */
export const openQueueKeeper = (): QueueKeeper =>
  new QueueKeeper(new SQSClient({}), optionalEnv('MACHINE_QUEUES') ?? '');

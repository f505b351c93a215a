import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  QueueNameExists,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { queueName } from '../../contracts/machines/names.ts';
import { machineQueue } from '../../contracts/machines/stores.ts';
import { retentionOf, tagsOf } from '../../contracts/spec/store.ts';
import { periodSeconds } from '../../policy/retention.ts';
import { env } from '../platform/env.ts';
import type { Machine } from './machines.ts';

/** Whose queue it is. */
type Owned = Pick<Machine, 'userId' | 'machineId'>;

const nameOf = (owned: Owned): string => queueName(env('MACHINE_QUEUES'), owned);
const arnOf = (owned: Owned): string => queueName(env('MACHINE_QUEUE_ARNS'), owned);

/** A queue's policy: nobody uses it by a plain connection (T26), whatever else is allowed. */
const policyOf = (owned: Owned, ...allowed: readonly object[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:*',
        Resource: arnOf(owned),
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      ...allowed,
    ],
  });

/** The queue of each machine: its name follows from the ids of account and machine, so that nothing is forgotten when a step dies. */
export class MachineQueues {
  private readonly sqs: SQSClient;

  constructor(sqs = new SQSClient({})) {
    this.sqs = sqs;
  }

  /** Makes the queue, or finds it; nobody may read it yet. */
  async open(owned: Owned): Promise<string> {
    const QueueName = nameOf(owned);
    const Attributes = {
      MessageRetentionPeriod: String(periodSeconds(retentionOf(machineQueue)) ?? 0),
      KmsMasterKeyId: env('MACHINE_QUEUE_KEY'),
      Policy: policyOf(owned),
    };
    const { QueueUrl } = await this.sqs
      .send(new CreateQueueCommand({ QueueName, Attributes, tags: tagsOf(machineQueue) }))
      .catch((error: unknown) => {
        // One that admits its instance by now differs from a new one.
        if (!(error instanceof QueueNameExists)) throw error;
        return this.sqs.send(new GetQueueUrlCommand({ QueueName }));
      });
    if (QueueUrl === undefined) throw new Error('no queue');
    return QueueUrl;
  }

  /** Lets this very instance read it, and no other of the same role: an instance's session is named after it. */
  async admit(owned: Owned, queueUrl: string, instanceId: string): Promise<void> {
    const Policy = policyOf(owned, {
      Effect: 'Allow',
      Principal: { AWS: env('MACHINE_ROLE') },
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
      Resource: arnOf(owned),
      Condition: { StringEquals: { 'aws:userid': `${env('MACHINE_ROLE_ID')}:${instanceId}` } },
    });
    await this.sqs.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes: { Policy } }));
  }

  /** Hands a run over to whatever reads the queue. */
  async handOver(queueUrl: string, runId: string): Promise<void> {
    await this.sqs.send(
      new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify({ runId }) }),
    );
  }

  /** Deletes the queue, if it is there. */
  async delete(owned: Owned): Promise<void> {
    try {
      const { QueueUrl } = await this.sqs.send(new GetQueueUrlCommand({ QueueName: nameOf(owned) }));
      await this.sqs.send(new DeleteQueueCommand({ QueueUrl }));
    } catch (error) {
      if (!(error instanceof QueueDoesNotExist)) throw error;
    }
  }
}

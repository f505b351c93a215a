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
import { machineQueue } from '../../contracts/machines/stores.ts';
import { retentionOf, tagsOf } from '../../contracts/spec/store.ts';
import { periodSeconds } from '../../policy/retention.ts';
import { env } from '../platform/env.ts';

const nameOf = (machineId: string): string => `${env('MACHINE_QUEUES')}${machineId}`;
const arnOf = (machineId: string): string => `${env('MACHINE_QUEUE_ARNS')}${machineId}`;

/** A queue's policy: nobody uses it by a plain connection (T26), whatever else is allowed. */
const policyOf = (machineId: string, ...allowed: readonly object[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:*',
        Resource: arnOf(machineId),
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      ...allowed,
    ],
  });

/** The queue of each machine: its name follows from the machine's id, so that nothing is forgotten when a step dies. */
export class MachineQueues {
  private readonly sqs: SQSClient;

  constructor(sqs = new SQSClient({})) {
    this.sqs = sqs;
  }

  /** Makes the queue, or finds it; nobody may read it yet. */
  async open(machineId: string): Promise<string> {
    const QueueName = nameOf(machineId);
    const Attributes = {
      MessageRetentionPeriod: String(periodSeconds(retentionOf(machineQueue)) ?? 0),
      KmsMasterKeyId: env('MACHINE_QUEUE_KEY'),
      Policy: policyOf(machineId),
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
  async admit(machineId: string, queueUrl: string, instanceId: string): Promise<void> {
    const Policy = policyOf(machineId, {
      Effect: 'Allow',
      Principal: { AWS: env('MACHINE_ROLE') },
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
      Resource: arnOf(machineId),
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
  async delete(machineId: string): Promise<void> {
    try {
      const { QueueUrl } = await this.sqs.send(new GetQueueUrlCommand({ QueueName: nameOf(machineId) }));
      await this.sqs.send(new DeleteQueueCommand({ QueueUrl }));
    } catch (error) {
      if (!(error instanceof QueueDoesNotExist)) throw error;
    }
  }
}

import { DescribeKeyCommand, KMS } from '@aws-sdk/client-kms';
import { GetQueueAttributesCommand, SQS } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { machineQueue, machines } from '../../contracts/machines/stores.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { speaksOf, statementsOf } from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { bring } from '../support/evidence/machines.ts';
import { itemsOf } from '../support/evidence/storage.ts';
import { at } from '../support/evidence/template.ts';
import type { Target } from '../support/target.ts';

let launched: Promise<string> | undefined;

async function launch(target: Target): Promise<string> {
  const person = await target.people.fresh();
  await bring(target, person, 'launch', 'ready');
  const [machine] = await itemsOf(target, machines, person.userId);
  return String(machine?.['queueUrl']);
}

/** The queue of a running machine, which no template has; nothing where the profile has no machines, and so no queue. */
async function runningQueue(target: Target): Promise<string | undefined> {
  if (profiles[target.profile].capabilities.includes('machines')) {
    launched ??= launch(target);
    return launched;
  }
  expect((await target.aws.client(SQS).listQueues()).QueueUrls ?? []).toEqual([]);
  return undefined;
}

const running = 'the queue of a running machine, which no template has';

claim('A2', 'simulated', running, async (target) => {
  const QueueUrl = await runningQueue(target);
  if (QueueUrl === undefined) return;
  const read = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['KmsMasterKeyId'] });
  const { Attributes } = await target.aws.client(SQS).send(read);
  const named = new DescribeKeyCommand({ KeyId: Attributes?.['KmsMasterKeyId'] });
  const { KeyMetadata } = await target.aws.client(KMS).send(named);
  expect(KeyMetadata).toMatchObject({ KeyManager: 'CUSTOMER', Enabled: true });
});

claim('T26', 'simulated', running, async (target) => {
  const QueueUrl = await runningQueue(target);
  if (QueueUrl === undefined) return;
  const read = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy', 'QueueArn'] });
  const { Attributes } = await target.aws.client(SQS).send(read);
  const denials = statementsOf(JSON.parse(Attributes?.['Policy'] ?? '{"Statement":[]}')).filter(
    ({ Effect, Principal, Resource: resources, Condition }) =>
      Effect === 'Deny' &&
      Principal === '*' &&
      resources.includes(Attributes?.['QueueArn'] ?? '') &&
      at(Condition, 'Bool', 'aws:SecureTransport') === 'false',
  );
  for (const action of ['sqs:SendMessage', 'sqs:ReceiveMessage'])
    expect(denials.filter((one) => speaksOf(one, action)).length, action).toBeGreaterThan(0);
});

claim('T2', 'simulated', running, async (target) => {
  const QueueUrl = await runningQueue(target);
  if (QueueUrl === undefined) return;
  const { Tags } = await target.aws.client(SQS).listQueueTags({ QueueUrl });
  expect(Tags).toMatchObject({
    'cloister:store': machineQueue.name,
    'cloister:data-class': 'confidential',
    'cloister:owner': 'account',
  });
});

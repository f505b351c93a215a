import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { S3 } from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import { tokens } from '../../../contracts/accounts/stores.ts';
import { ledger } from '../../../contracts/billing/stores.ts';
import { auditTrail, erasures, receipts } from '../../../contracts/privacy/stores.ts';
import type { TableSpec } from '../../../contracts/spec/store.ts';
import { tablesOf } from '../../../contracts/stores.ts';
import { type Erasure, ErasureStore } from '../../../lambdas/privacy/erasure-store.ts';
import { newErasure } from '../../../lambdas/privacy/erasures.ts';
import { profiles } from '../../../policy/profiles/all.ts';
import { openShared } from '../deployment/open.ts';
import { outputOf, type SharedDeployment } from '../deployment/shared.ts';
import { beginConversation } from '../evidence/chatting.ts';
import { receiptOf, verifies } from '../evidence/leaving.ts';
import { accountOf, documentsOf, everyItem, itemsOf } from '../evidence/storage.ts';
import { shownCount } from '../shown-count.ts';
import { openMortal, type Stage } from './mortal-function.ts';
import type { Story } from './story.ts';

/** An account that is to go, and what there was before. */
interface Leaver {
  readonly erasure: Erasure;
  readonly email: string;
  readonly movements: readonly unknown[];
  /** How many items lay, as a receipt says it, in each store that is to be emptied. */
  readonly held: Readonly<Record<string, number | 'some'>>;
}

const steps = [
  'close',
  'destroy-credentials',
  'machine-gone',
  'hide-content',
  'end-sign-ins',
  'delete-content',
  'delete-stores',
  'prove',
];
/** Two archives, so that one can be gone when the function dies. */
const archives = ['first.zip', 'second.zip'];

/** Erases an account by the steps of the workflow, which is not started here. */
export async function eraseStory(stage: Stage): Promise<Story<Leaver>> {
  const looked = lookInto(stage.deployment);
  return {
    name: 'erase',
    begin: () => begin(stage.deployment),
    acts: [
      {
        fn: await openMortal(stage, 'erase-account'),
        events: ({ erasure: { userId, erasureId } }) =>
          steps.map((step) => ({ step, userId, id: erasureId })),
      },
    ],
    async end({ erasure, email, movements, held }) {
      const { parts, erasable, itemsFor, objectsIn, peopleWith } = looked;
      for (const spec of erasable) expect(await itemsFor(spec, erasure), spec.name).toEqual([]);
      expect(await objectsIn('transfer', erasure)).toEqual([]);
      expect(await objectsIn('tombstones', erasure)).toHaveLength(1);
      expect(await peopleWith(email)).toEqual([]);
      expect(await itemsFor(ledger, erasure)).toEqual(movements);
      const [over, ...others] = await itemsFor(erasures, erasure);
      expect(others).toEqual([]);
      expect([over?.['state'], over?.['customerId'], over?.['subject']]).toEqual([
        'erased',
        undefined,
        undefined,
      ]);
      const given = (await everyItem(parts, receipts)).filter(({ document }) =>
        String(document).includes(erasure.userId),
      );
      expect(given).toHaveLength(1);
      const receipt = await receiptOf(parts, erasure.receiptId);
      expect(verifies(receipt)).toBe(true);
      const erased = Object.fromEntries(
        receipt.document.stores.map(({ store, erased: count }) => [store, count]),
      );
      expect(erased).toMatchObject({ ...held, transfer: archives.length, 'user-pool': 1 });
    },
  };
}

async function begin(deployment: SharedDeployment): Promise<Leaver> {
  const { parts, erasable, itemsFor } = lookInto(deployment);
  const person = await parts.people.fresh();
  await beginConversation(parts, person, 'Soon gone');
  const account = await accountOf(parts, person);
  const erasure = newErasure(account, false, profiles[deployment.profile], Date.now());
  const objects = parts.aws.client(S3);
  for (const name of archives) {
    await objects.putObject({
      Bucket: parts.aws.nameOf('transfer'),
      Key: `${person.userId}/${name}`,
      Body: 'x',
    });
  }
  await new ErasureStore(documentsOf(parts), parts.aws.nameOf('erasures')).add(erasure);
  const counted = await Promise.all(
    erasable.map(
      async (spec) => [spec.name, shownCount(spec, (await itemsFor(spec, erasure)).length)] as const,
    ),
  );
  // Sessions end with the first step, before anything is counted, and it says so in the trail.
  const held = Object.fromEntries(counted.filter(([name]) => ![tokens.name, auditTrail.name].includes(name)));
  return { erasure, email: person.email, movements: await itemsFor(ledger, erasure), held };
}

/** What a deployment holds of somebody. */
function lookInto(deployment: SharedDeployment) {
  const { parts } = openShared(deployment);
  const itemsFor = (spec: TableSpec, { userId, customerId }: Erasure) =>
    itemsOf(parts, spec, spec.privacy.subject.by === 'customer' ? String(customerId) : userId);
  const objectsIn = async (bucket: string, { userId }: Erasure) => {
    const found = await parts.aws
      .client(S3)
      .listObjectsV2({ Bucket: parts.aws.nameOf(bucket), Prefix: `${userId}/` });
    return found.Contents ?? [];
  };
  const peopleWith = async (email: string) => {
    const UserPoolId = outputOf(deployment.outputs, 'identity', 'UserPoolId');
    const listed = await parts.aws
      .client(CognitoIdentityProvider)
      .listUsers({ UserPoolId, Filter: `email = "${email}"` });
    return listed.Users ?? [];
  };
  const erasable = tablesOf(profiles[deployment.profile].capabilities).filter(
    ({ privacy }) => privacy.subject.by !== 'nobody' && privacy.erase === 'delete',
  );
  return { parts, erasable, itemsFor, objectsIn, peopleWith };
}

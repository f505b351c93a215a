import { setTimeout as pause } from 'node:timers/promises';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { accounts } from '../../../contracts/accounts/stores.ts';
import { erasures } from '../../../contracts/privacy/stores.ts';
import { findProfile } from '../../../policy/profiles/all.ts';
import { outputOf, type SharedDeployment } from '../deployment/shared.ts';
import { leave, leaveForNow, type Receipt, receiptOf } from '../evidence/leaving.ts';
import { archivesOf, everyItem, itemsOf } from '../evidence/storage.ts';
import type { DeploymentParts, Person } from '../target.ts';
import { type Leaver, leaverOf } from './leaver.ts';
import { type WorkName, works } from './racers.ts';
import { erasable } from './straggler.ts';

/** When, in the course of an erasure, a work begins. `restored`: the account had closed and come back before. */
export const moments = ['before', 'asked', 'closed', 'erasing', 'fenced', 'restored'] as const;
export type Moment = (typeof moments)[number];

export interface Combination {
  readonly work: WorkName;
  readonly moment: Moment;
}

/** How a race ended: what was left of somebody, and what the receipt says. */
export interface Outcome extends Combination {
  readonly left: readonly string[];
  readonly receipt: Receipt;
}

/** Lets work and erasure race, and looks at everything that is there raw when the receipt is. */
export async function race(
  parts: DeploymentParts,
  deployment: SharedDeployment,
  { work, moment }: Combination,
): Promise<Outcome> {
  const policyVersion = findProfile(deployment.profile).policyRevised;
  const leaver = await leaverOf(parts, policyVersion);
  const begin = async () => {
    // A refusal, in the middle of a stream too, is an answer as good as another.
    await works[work](parts, leaver, policyVersion).catch((error: unknown) => {
      if (String(error).includes('answered 5')) throw error;
    });
  };
  const early = moment === 'before' ? begin() : undefined;
  if (early !== undefined) await pause(1500);
  const person = moment === 'restored' ? await comeBack(parts, leaver.person) : leaver.person;
  const again = moment === 'restored' ? begin() : undefined;
  const receiptId = await leave(parts, person);
  const late = early ?? again ?? reached(parts, leaver, moment).then(begin);
  const receipt = await receiptOf(parts, receiptId);
  await late;
  return { work, moment, receipt, left: await leftOf(parts, deployment, leaver) };
}

/** Closes with a window, and takes it back. */
async function comeBack(parts: DeploymentParts, person: Person): Promise<Person> {
  await leaveForNow(parts, person);
  const back = await parts.people.signIn(person);
  await parts.api('POST /v1/account/restore', { as: back });
  while ((await itemsOf(parts, erasures, person.userId)).length > 0) await pause(200);
  return back;
}

/** Waits until an erasure is so far; it goes on meanwhile. */
async function reached(parts: DeploymentParts, { person }: Leaver, moment: Moment): Promise<void> {
  for (;;) {
    const [account] = await itemsOf(parts, accounts, person.userId);
    const [erasure] = await itemsOf(parts, erasures, person.userId);
    const so = {
      before: true,
      restored: true,
      asked: erasure !== undefined,
      closed: account?.['state'] === 'closing',
      erasing: erasure?.['state'] === 'erasing',
      fenced: erasure?.['fencedAt'] !== undefined,
    };
    if (so[moment] || account === undefined) return;
    await pause(100);
  }
}

/** Where anything of somebody lies that must be gone: by a scan of all that is there, not by a question for the account. */
async function leftOf(
  parts: DeploymentParts,
  deployment: SharedDeployment,
  { person, customerId, subject }: Leaver,
): Promise<readonly string[]> {
  const left: string[] = [];
  for (const spec of erasable) {
    const texts = (await everyItem(parts, spec)).map((item) => JSON.stringify(item));
    if (texts.some((text) => [person.userId, customerId, subject].some((id) => text.includes(id))))
      left.push(spec.name);
  }
  if ((await archivesOf(parts, person)).length > 0) left.push('transfer');
  const Filter = `sub = "${subject}"`;
  const UserPoolId = outputOf(deployment.outputs, 'identity', 'UserPoolId');
  const { Users = [] } = await parts.aws.client(CognitoIdentityProvider).listUsers({ UserPoolId, Filter });
  return Users.length > 0 ? [...left, 'user-pool'] : left;
}

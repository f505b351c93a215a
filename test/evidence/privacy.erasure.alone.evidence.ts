// Alone: it sweeps all erasures that are due, and reads all raw state.
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { expect } from 'vitest';
import { accounts, tokens } from '../../contracts/accounts/stores.ts';
import { balances, ledger } from '../../contracts/billing/stores.ts';
import { conversations, turns } from '../../contracts/chat/stores.ts';
import { auditTrail, erasures, transfer } from '../../contracts/privacy/stores.ts';
import type { TableSpec } from '../../contracts/spec/store.ts';
import { storesOf, tablesOf } from '../../contracts/stores.ts';
import { isAccountedFor } from '../../lambdas/privacy/erasures.ts';
import { profileIds, profiles } from '../../policy/profiles/all.ts';
import { known } from '../support/canary/canary.ts';
import { resourcesOf, rolesOf, valuesOf } from '../support/evidence/access.ts';
import { beginConversation } from '../support/evidence/chatting.ts';
import { claim } from '../support/evidence/claim.ts';
import { furnish, holdingsOf, isFurnished } from '../support/evidence/furnishing/all.ts';
import {
  exportAll,
  leaveForGood,
  leaveForNow,
  receiptOf,
  signingKeyOf,
  verifies,
} from '../support/evidence/leaving.ts';
import { outputOf } from '../support/evidence/outputs.ts';
import { schedulesOf } from '../support/evidence/schedules.ts';
import { rawBytes } from '../support/evidence/sealed.ts';
import { accountOf, archivesOf, change, everyItem, itemsOf } from '../support/evidence/storage.ts';
import { arnOf, at } from '../support/evidence/template.ts';
import { shownCount } from '../support/shown-count.ts';
import type { Person, Target } from '../support/target.ts';

/** What goes at other times than the rest, or grows while it goes: not by the count that was there before. */
const later: readonly TableSpec[] = [tokens, auditTrail];

/** The emulator's mailbox, recorder and files are instruments of the tests, not stores of the platform. */
const instruments = ['mail', 'recorder', 'disk'];

const signedUp = (target: Target, person: Person): Promise<boolean> =>
  target.aws
    .client(CognitoIdentityProvider)
    .adminGetUser({ UserPoolId: outputOf(target, 'UserPoolId'), Username: person.email })
    .then(
      () => true,
      (error: unknown) =>
        error instanceof Error && error.name === 'UserNotFoundException' ? false : Promise.reject(error),
    );

claim('T30', 'deployed', 'no store holds address or content of an erased person', async (target) => {
  const began = new Date();
  const person = await target.people.fresh();
  const { title, texts, secret } = await furnish(target, person);
  await exportAll(target, person);
  expect(await archivesOf(target, person)).not.toEqual([]);
  const held = await holdingsOf(target, person);
  expect(held.get(turns)).toBe(1);
  // What is sealed is not found by its text: the tables are asked for the account as well.
  const { document } = await leaveForGood(target, person);
  expect(document.stores.map(({ store }) => store).sort()).toEqual(
    storesOf(profiles[target.profile].capabilities)
      .filter(isAccountedFor)
      .map(({ name }) => name)
      .sort(),
  );
  for (const [spec, count] of held)
    if (spec.privacy.erase === 'delete' && !later.includes(spec))
      expect(document.stores).toContainEqual(
        expect.objectContaining({ store: spec.name, erased: shownCount(spec, count), left: 0 }),
      );
  const archives = document.stores.find(({ store }) => store === transfer.name);
  expect(archives?.erased).toBeGreaterThanOrEqual(1);
  expect(archives?.left).toBe(0);
  expect(await archivesOf(target, person)).toEqual([]);
  const people = [title, ...texts, secret, known('address', person.email, began)];
  const { findings } = await target.scan(people, instruments);
  expect(findings).toEqual([]);
  const emptied = tablesOf(profiles[target.profile].capabilities).filter(
    ({ privacy }) => privacy.erase === 'delete',
  );
  expect(emptied.length).toBeGreaterThan(5);
  for (const spec of emptied)
    expect(rawBytes(await everyItem(target, spec)).includes(person.userId), spec.name).toBe(false);
});

claim('T36', 'deployed', 'a request ends in a receipt that verifies', async (target) => {
  const person = await target.people.fresh();
  const receipt = await leaveForGood(target, person);
  expect(receipt.document).toMatchObject({ userId: person.userId, format: 'cloister-erasure-receipt/3' });
  expect(verifies(receipt)).toBe(true);
  expect(receipt.publicKey).toBe(await signingKeyOf(target));
  const other = person.userId.endsWith('0') ? '1' : '0';
  const forged = receipt.text.replace(person.userId, `${person.userId.slice(0, -1)}${other}`);
  expect(verifies({ ...receipt, text: forged })).toBe(false);
});

claim('T37', 'deployed', 'an old sign-in does not do', async (target) => {
  const person = await target.people.fresh();
  for (const token of await itemsOf(target, tokens, person.userId)) {
    const [full] = (await everyItem(target, tokens)).filter((item) => item['tokenId'] === token['tokenId']);
    await change(target, tokens, full ?? {}, { signedInAt: Math.floor(Date.now() / 1000) - 3600 });
  }
  const refused = await target.api('DELETE /v1/account', { as: person, body: { recovery: false } });
  expect(refused.body).toMatchObject({ status: 401, code: 'reauth_required' });
  expect(await itemsOf(target, accounts, person.userId)).toHaveLength(1);
  const again = await target.people.signIn(person);
  expect(verifies(await leaveForGood(target, again))).toBe(true);
});

claim('A40', 'deployed', 'record, sign-in identity and sessions are gone', async (target) => {
  const person = await target.people.fresh();
  expect(await signedUp(target, person)).toBe(true);
  expect(await itemsOf(target, accounts, person.userId)).toHaveLength(1);
  expect(await itemsOf(target, tokens, person.userId)).not.toEqual([]);
  await leaveForGood(target, person);
  expect(await itemsOf(target, accounts, person.userId)).toEqual([]);
  expect(await itemsOf(target, tokens, person.userId)).toEqual([]);
  expect(await signedUp(target, person)).toBe(false);
  expect((await target.api('GET /v1/account', { as: person })).status).toBe(401);
});

claim('A42', 'deployed', 'the account and all that is attached to it', async (target) => {
  const person = await target.people.fresh();
  await furnish(target, person);
  await exportAll(target, person);
  expect(await archivesOf(target, person)).not.toEqual([]);
  const before = await holdingsOf(target, person);
  const empty = [...before].filter(([spec, count]) => isFurnished(spec) && count === 0);
  expect(empty.map(([{ name }]) => name)).toEqual([]);
  await leaveForGood(target, person);
  const after = await holdingsOf(target, person);
  const left = [...after].filter(([{ privacy }, count]) => privacy.erase === 'delete' && count > 0);
  expect(left.map(([{ name }]) => name)).toEqual([]);
  expect(await archivesOf(target, person)).toEqual([]);
  await expect(target.people.signIn(person)).rejects.toThrow();
});

claim('C137', 'deployed', 'the identity service is told to delete too', async (target) => {
  const person = await target.people.fresh();
  const { document } = await leaveForGood(target, person);
  expect(await signedUp(target, person)).toBe(false);
  expect(document.stores.find(({ store }) => store === 'user-pool')).toMatchObject({ erased: 1, left: 0 });
});

claim('C124', 'deployed', 'what law keeps stays apart and is named', async (target) => {
  const person = await target.people.fresh();
  const { customerId } = await accountOf(target, person);
  const { document } = await leaveForGood(target, person);
  const kept = await itemsOf(target, ledger, customerId);
  expect(kept.length).toBeGreaterThan(0);
  expect(JSON.stringify(kept)).not.toContain(person.userId);
  expect(JSON.stringify(kept)).not.toContain(person.email);
  expect(await itemsOf(target, balances, customerId)).toEqual([]);
  const named = document.stores.find(({ store }) => store === 'ledger');
  expect(named?.stays).toMatch(/seven years by law/);
  expect(document.stores.find(({ store }) => store === 'conversations')?.left).toBe(0);
});

claim('C86', 'synth', 'window and erasure end by day 30: the sweep comes every hour', async (target) => {
  for (const id of profileIds) expect(profiles[id].recoveryDays, id).toBeLessThanOrEqual(29);
  expect(schedulesOf(await target.templates(), 'sweep-erasures')).toEqual(['rate(1 hour)']);
});

claim('C86', 'synth', 'an alarm where an erasure does not end', async (target) => {
  const templates = await target.templates();
  const workflows = resourcesOf(templates, 'AWS::StepFunctions::StateMachine').filter(({ properties }) =>
    String(properties['DefinitionString']).includes('"Prove"'),
  );
  expect(workflows).toHaveLength(1);
  const [StateMachineArn] = workflows.map(arnOf);
  const told = valuesOf(templates, 'AWS::SNS::Subscription', 'TopicArn');
  expect(told).toHaveLength(1);
  const rules = resourcesOf(templates, 'AWS::Events::Rule').map(({ properties }) => properties);
  const ends = rules.filter((one) =>
    [at(one['EventPattern'], 'detail', 'stateMachineArn')].flat().includes(StateMachineArn),
  );
  expect(ends).toHaveLength(1);
  for (const { State, EventPattern, Targets } of ends) {
    expect(State).toBe('ENABLED');
    expect(EventPattern).toEqual({
      source: ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [StateMachineArn], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    });
    const targets = [Targets].flat();
    expect(targets.map((target) => at(target, 'Arn'))).toEqual(told);
    const publishers = rolesOf(templates).filter((role) =>
      role.statements.some(
        ({ Action, Resource: topics }) =>
          Action.includes('sns:Publish') && topics.some((topic) => told.includes(topic)),
      ),
    );
    expect(publishers.map(({ name }) => `<${name}.Arn>`)).toEqual(
      targets.map((target) => at(target, 'RoleArn')),
    );
  }
});

claim('C86', 'deployed', 'an account whose window is over is erased by the sweep', async (target) => {
  const person = await target.people.fresh();
  await beginConversation(target, person, 'not for ever');
  const receiptId = await leaveForNow(target, person);
  const [erasure] = await itemsOf(target, erasures, person.userId);
  const requestedAt = Date.parse(String(erasure?.['requestedAt']));
  expect(Number(erasure?.['dueAt']) * 1000 - requestedAt).toBeLessThanOrEqual(29 * 86_400_000);
  await change(target, erasures, erasure ?? {}, { dueAt: Math.floor(Date.now() / 1000) - 1 });
  await target.aws.runScheduled('sweep-erasures');
  const { document } = await receiptOf(target, receiptId);
  expect(Date.parse(document.erasedAt) - requestedAt).toBeLessThan(30 * 86_400_000);
  expect(await itemsOf(target, conversations, person.userId)).toEqual([]);
});

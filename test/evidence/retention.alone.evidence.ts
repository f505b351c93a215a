// Alone: it purges what has expired, of everybody.
import { expect } from 'vitest';
import { acceptances, accounts, identities } from '../../contracts/accounts/stores.ts';
import { contentKeys } from '../../contracts/platform/stores.ts';
import { category } from '../../policy/categories.ts';
import { lifeOfAccount } from '../../policy/retention.ts';
import { resourcesOf } from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { change, daysAgo, itemsOf } from '../support/evidence/storage.ts';
import { tagsOf } from '../support/evidence/template.ts';

const fiveYears = daysAgo(5 * 366);

claim('T29', 'deployed', 'an account five years old is still read after a purge', async (target) => {
  const person = await target.people.fresh();
  const [item = {}] = await itemsOf(target, accounts, person.userId);
  expect(item).not.toHaveProperty('expiresAt');
  await change(target, accounts, item, { createdAt: fiveYears });
  await target.aws.runScheduled('purge');
  const account = await target.api('GET /v1/account', { as: person });
  expect(account.body).toMatchObject({ userId: person.userId, state: 'active', createdAt: fiveYears });
});

claim('A39', 'deployed', 'no item of an account expires, and the purge takes none', async (target) => {
  const person = await target.people.fresh();
  const kept = [accounts, identities, acceptances, contentKeys];
  const read = () => Promise.all(kept.map((spec) => itemsOf(target, spec, person.userId)));
  const young = await read();
  expect(young.map((items) => items.length)).toEqual([1, 1, 1, 1]);
  for (const [index, spec] of kept.entries()) {
    for (const item of young[index] ?? []) {
      const born = ['createdAt', 'acceptedAt'].filter((name) => name in item);
      if (born.length > 0)
        await change(target, spec, item, Object.fromEntries(born.map((name) => [name, fiveYears])));
    }
  }
  const before = await read();
  expect(before).not.toEqual(young);
  expect(before.flat().filter((item) => 'expiresAt' in item)).toEqual([]);
  await target.aws.runScheduled('purge');
  expect(await read()).toEqual(before);
});

claim('C82', 'synth', 'tables that never expire anything', async (target) => {
  expect(category('account').retention).toEqual(lifeOfAccount);
  expect(category('identity').retention).toMatchObject(lifeOfAccount);
  const stores = [accounts, identities].map((spec) => spec.name);
  const tables = resourcesOf(await target.templates(), 'AWS::DynamoDB::Table').filter((table) =>
    stores.includes(String(tagsOf(table)['cloister:store'])),
  );
  expect(tables).toHaveLength(2);
  for (const table of tables) expect(table.properties['TimeToLiveSpecification']).toBeUndefined();
});

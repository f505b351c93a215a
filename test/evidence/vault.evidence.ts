import { expect } from 'vitest';
import { credentials } from '../../contracts/credentials.ts';
import { credentialKeys } from '../../contracts/keys.ts';
import { plant } from '../support/canary/canary.ts';
import { claim } from '../support/evidence/claim.ts';
import { itemsOf } from '../support/evidence/storage.ts';
import { at } from '../support/evidence/template.ts';

claim(
  'T15',
  'deployed',
  { readOnly: false, shows: 'nothing of a stored credential lies anywhere in clear' },
  async (target) => {
    const person = await target.people.fresh();
    const secret = plant('a credential');
    const body = { label: 'mail', value: secret.text };
    const stored = await target.api({ method: 'POST', path: '/v1/credentials', as: person, body });
    expect(stored.status).toBe(201);
    const [item] = await itemsOf(target, credentials, person.userId);
    expect(item?.['value']).toBeInstanceOf(Uint8Array);
    const scan = await target.scan([secret], ['disk']);
    expect(scan.pieces['tables']).toBeGreaterThan(0);
    expect(scan.findings).toEqual([]);
  },
);

claim(
  'T31',
  'deployed',
  { readOnly: false, shows: 'closing destroys the key and the values at once' },
  async (target) => {
    const person = await target.people.fresh();
    const body = { label: 'mail', value: 'kept until the end' };
    expect((await target.api({ method: 'POST', path: '/v1/credentials', as: person, body })).status).toBe(
      201,
    );
    expect(await itemsOf(target, credentialKeys, person.userId)).toHaveLength(1);
    const closed = await target.api({
      method: 'DELETE',
      path: '/v1/account',
      as: person,
      body: { recovery: false },
    });
    expect(closed.status).toBe(202);
    expect(String(at(closed.body, 'receiptId'))).toMatch(/^rcp_/);
    await expect.poll(() => itemsOf(target, credentialKeys, person.userId), { timeout: 30_000 }).toEqual([]);
    await expect.poll(() => itemsOf(target, credentials, person.userId), { timeout: 30_000 }).toEqual([]);
  },
);

import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { accounts } from '../../contracts/accounts/stores.ts';
import { claim } from '../support/evidence/claim.ts';
import { privacyContactOf } from '../support/evidence/contact.ts';
import { exported, receiptOf, unpacked, verifies } from '../support/evidence/leaving.ts';
import { itemsOf } from '../support/evidence/storage.ts';
import { at } from '../support/evidence/template.ts';
import type { Person, Target } from '../support/target.ts';

/** Deletes the account by the console's own buttons and gives the receipt's id. */
async function leaveByPage(target: Target, person: Person): Promise<string> {
  const page = await target.browser(person);
  await page.goto('/privacy/delete', { waitUntil: 'networkidle' });
  const now = page.getByText('No, erase now');
  if (await now.count()) await now.first().click();
  await page.getByRole('button', { name: /Delete the account/ }).click();
  await page
    .getByRole('dialog')
    .or(page.getByRole('alertdialog'))
    .getByRole('textbox')
    .fill('delete my account');
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await page.waitForURL(/\/receipts\/rcp_/);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

claim('T37', 'simulated', 'from the account page to the receipt', async (target) => {
  const person = await target.people.fresh();
  const receipt = await receiptOf(target, await leaveByPage(target, person));
  expect(receipt.document.userId).toBe(person.userId);
  expect(verifies(receipt)).toBe(true);
});

claim('C147', 'simulated', 'an export and a deletion without anybody else', async (target) => {
  const person = await target.people.fresh();
  const page = await target.browser(person);
  await page.goto('/privacy/export', { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Make an export' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click({ timeout: 60_000 });
  const archive = unpacked(await readFile(await (await download).path()));
  expect(exported(archive, 'accounts')).toMatchObject([{ userId: person.userId }]);
  const { document } = await receiptOf(target, await leaveByPage(target, person));
  expect(document.userId).toBe(person.userId);
  expect(await itemsOf(target, accounts, person.userId)).toEqual([]);
});

claim('A1', 'simulated', { readOnly: true, shows: 'the page in the browser' }, async (target) => {
  const page = await target.browser();
  await page.goto('/policy', { waitUntil: 'networkidle' });
  const policy = await target.api('GET /v1/policies/privacy');
  expect(await page.locator('main time').first().getAttribute('datetime')).toBe(at(policy.body, 'effective'));
});

claim('T40', 'simulated', 'footer, policy page and security.txt', async (target) => {
  const contact = await privacyContactOf(target);
  const page = await target.browser();
  for (const path of ['/welcome', '/policy']) {
    await page.goto(path, { waitUntil: 'networkidle' });
    expect(await page.locator(`a[href="mailto:${contact}"]`).count(), path).toBeGreaterThan(0);
  }
  const security = await page.goto('/.well-known/security.txt');
  expect(security?.status()).toBe(200);
  expect(await security?.text()).toContain(`mailto:${contact}`);
});

import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { closeBrowser } from '../support/deployment/browser.ts';
import { openShared } from '../support/deployment/open.ts';
import type { Person } from '../support/target.ts';

const { parts } = openShared(inject('deployment'));
const PATIENCE_MS = 30_000;
let person: Person;
let page: Page;
const faults: string[] = [];

/** A page of the person's, whose broken promises (errors, refusals of the security policy) fail the test. */
async function open(path: string): Promise<Page> {
  const opened = await parts.browser(person);
  opened.setDefaultTimeout(PATIENCE_MS);
  opened.on('pageerror', (error) => faults.push(error.message));
  opened.on('console', (line) => {
    if (line.type() === 'error' && !line.text().startsWith('Failed to load resource'))
      faults.push(line.text());
  });
  await opened.goto(path);
  return opened;
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const seen = (text: string | RegExp) => page.getByText(text).first().waitFor();

beforeAll(async () => {
  person = await parts.people.fresh();
});
afterEach(async () => {
  await page.context().close();
  expect(faults).toEqual([]);
});
afterAll(closeBrowser);

it('leads from the sign-up form to the first answer, by keyboard', async () => {
  page = await parts.browser();
  page.setDefaultTimeout(PATIENCE_MS);
  const email = `person@people-${randomBytes(6).toString('hex')}.test`;
  const password = `${randomBytes(9).toString('base64url')} is a sentence-Aa1`;
  await page.goto('/');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByLabel('Code from the mail').fill('123456');
  await page.keyboard.press('Enter');
  await page.locator('main').getByRole('link', { name: 'Sign in' }).click();
  await page.locator('input[name=username]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.getByText('I accept the').click({ position: { x: 4, y: 4 } });
  await page.getByText('I am 18 or older').click();
  await button('Make my account').click();
  await seen('You have 500 credits to begin with.');
  await button(/Chat with a model/).click();
  await page.getByLabel('Ask', { exact: true }).fill('How do tides come about?');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/chat\/cnv_/);
  await page.locator('.answer-facts', { hasText: /credits/ }).waitFor();
  expect(await page.locator('.answer-facts').textContent()).toMatch(/eu-central-1.*kept nothing/s);
});

it('says in the console why a sign-in failed, and leads on', async () => {
  page = await open('/v1/sign-in/callback?code=x&state=forged');
  await seen(/begun in another browser, or more than ten minutes ago/);
  expect(new URL(page.url()).search).toBe('?problem=sign_in_not_begun');
  await page.getByRole('link', { name: 'Back to the console' }).click();
  await page.getByLabel('Ask', { exact: true }).waitFor();
});

it('keeps an answer through a reload, stops it by Escape, and charges what had come', async () => {
  page = await open('/chat');
  await page
    .getByLabel('Ask', { exact: true })
    .fill('[[models tokens=600 pace=60]] Tell a long story about a harbour.');
  await page.keyboard.press('Enter');
  await page.locator('.answer[data-arriving] .prose').first().waitFor();
  await page.waitForURL(/\/chat\/cnv_/);
  const before = await page.locator('.answer[data-arriving] .prose').first().textContent();
  await page.reload();
  await page.locator('.answer[data-arriving] .prose').first().waitFor();
  // A first paragraph ends with a line break until the next word has come.
  expect(await page.locator('.answer .prose').first().textContent()).toContain(before?.slice(0, 20).trim());
  await page.keyboard.press('Escape');
  await seen('Stopped by you');
  expect(await page.locator('.answer-facts').last().textContent()).toMatch(/credits, estimated/);
});

it('renames and deletes a conversation', async () => {
  await parts.api('POST /v1/conversations', { as: person, body: { title: 'Draft of a letter' } });
  page = await open('/chat');
  await page.getByRole('link', { name: 'Draft of a letter' }).click();
  await button('More about this conversation').click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('dialog').getByLabel('Title').fill('Letter to the harbour');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Letter to the harbour' }).waitFor();
  await button('More about this conversation').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await seen('The conversation is deleted.');
  expect(await page.getByRole('link', { name: 'Letter to the harbour' }).count()).toBe(0);
});

it('takes a credential and never shows it again', async () => {
  const secret = `s-${randomBytes(12).toString('hex')}`;
  page = await open('/credentials');
  await button('Store a credential').click();
  await page.getByLabel('Name').fill('Git token');
  await page.getByLabel('Value').fill(secret);
  await page.keyboard.press('Enter');
  await seen('The credential is stored.');
  await page.reload();
  await seen('Git token');
  expect(await page.content()).not.toContain(secret);
  await button('Delete').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await seen('Nothing stored yet');
});

it('shows an API key once, and revokes it', async () => {
  person = await parts.people.signIn(person);
  page = await open('/settings');
  await button('Make a key').click();
  await page.getByLabel('Name').fill('Reader');
  await page.getByText('read credits and the ledger').click();
  // The answer takes its time: whoever leaves before it would never see the key.
  await page.route('**/v1/api-keys', async (route) => {
    await pause(500);
    await route.continue();
  });
  await button('Make the key').click();
  await page.keyboard.press('Escape');
  const value = ((await page.locator('.key-block').textContent()) ?? '').trim();
  const answer = await parts.api('GET /v1/credits', { as: { apiKey: value } });
  expect(answer.status).toBe(200);
  await button('I have it').click();
  expect(await page.content()).not.toContain(value);
  await button('Revoke').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await seen('No API key yet');
  expect((await parts.api('GET /v1/credits', { as: { apiKey: value } })).status).toBe(401);
});

it('counts what is held, and checks the audit chain in the browser', async () => {
  page = await open('/privacy');
  await page
    .getByRole('cell', { name: /^Conversations/ })
    .first()
    .waitFor();
  await page.getByRole('link', { name: 'Audit trail' }).click();
  await button('Check the chain').click();
  await seen(/as they were written, and none is missing|as it was written/);
  expect(await page.getByRole('alert').count()).toBe(0);
});

it('goes anywhere by the command palette, and keeps nothing in the browser', async () => {
  page = await open('/settings');
  await page.getByRole('heading', { name: 'Sessions' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder(/Go to a place/).fill('credits');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/credits');
  await seen('Welcome');
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
});

it('says what happened when the connection is gone, and goes on when it is back', async () => {
  page = await open('/chat');
  const field = page.getByLabel('Ask', { exact: true });
  await field.fill('Are you there?');
  await page.context().setOffline(true);
  await page.keyboard.press('Enter');
  await seen('No connection');
  expect(await field.inputValue()).toBe('Are you there?');
  await page.context().setOffline(false);
  await page.keyboard.press('Enter');
  await page.locator('.answer-facts', { hasText: /credits/ }).waitFor();
});

it('brings a machine up, lets the agent work on it, and shows log and result', {
  timeout: 240_000,
}, async () => {
  page = await open('/machine');
  page.setDefaultTimeout(100_000);
  await button('Launch a machine').click();
  await seen('Getting ready');
  await page.locator('.machine-state', { hasText: /^Ready$/ }).waitFor();
  expect(await page.locator('.machine-facts').textContent()).toMatch(/credits so far.*lasts until/s);
  await page.getByRole('link', { name: 'Start a run' }).click();
  await page.getByLabel('Task').fill('[[models tool="echo from the machine"]] Say where you are.');
  await button('Start the run').click();
  await page.waitForURL(/\/runs\/run_/);
  await page.locator('.log-text', { hasText: 'from the machine' }).first().waitFor();
  await page.locator('.run-head', { hasText: /Done/ }).waitFor();
  await seen('Result');
  await button('Delete').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await seen('The run is deleted.');
  await page.getByRole('link', { name: 'Machine', exact: true }).click();
  await button('Delete the machine').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await seen('No machine yet');
});

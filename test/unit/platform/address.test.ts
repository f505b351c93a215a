import { expect, it } from 'vitest';
import { mailboxOf } from '../../../lambdas/platform/address.ts';

it.each([
  ['Some.Body@Example.COM', 'some.body@example.com'],
  ['some.body+credits@example.com', 'some.body@example.com'],
  ['some.body@example.com.', 'some.body@example.com'],
  ['So.Me.Body+x@GoogleMail.com', 'somebody@gmail.com'],
  ['somebody@gmail.com', 'somebody@gmail.com'],
  ['ｓome@bücher.example', 'some@xn--bcher-kva.example'],
  ['some@xn--bcher-kva.example', 'some@xn--bcher-kva.example'],
])('%s is the mailbox %s', (written, address) => {
  expect(mailboxOf(written).address).toBe(address);
});

it('dots are kept where they make another mailbox', () => {
  expect(mailboxOf('some.body@example.com').address).not.toBe(mailboxOf('somebody@example.com').address);
});

it.each([
  ['a@farm.example', 'farm.example'],
  ['a@one.two.farm.example', 'farm.example'],
  ['a@mail.farm.co.uk', 'farm.co.uk'],
])('%s counts for the domain %s', (address, domain) => {
  expect(mailboxOf(address).domain).toBe(domain);
});

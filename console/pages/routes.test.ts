import { expect, it } from 'vitest';
import { pageAt, pages } from './routes.ts';

it('an address names the page that it is at or below, and no other', () => {
  const named = ['/chat', '/chat/all', '/receipts/rcp_1', '/chatter', '/', '/nowhere'];
  expect(named.map((address) => pageAt(address)?.path)).toEqual([
    '/chat/:conversationId?',
    '/chat/:conversationId?',
    '/receipts/:receiptId',
    undefined,
    undefined,
    undefined,
  ]);
});

it('each place has an order of its own, and the balance leads to one page', () => {
  const places = pages.flatMap(({ place }) => place ?? []);
  expect(new Set(places.map(({ order }) => order)).size).toBe(places.length);
  expect(places.filter(({ way }) => way === 'balance')).toHaveLength(1);
});

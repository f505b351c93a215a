import { describe, expect, it } from 'vitest';
import { variants } from '../../local/checks/variants.ts';
import { variantOf } from './assembly.ts';
import { idleCost, idleCostPage } from './idle-cost.ts';

describe('the cost of an idle month', () => {
  it.each(variants)('$profile $stage: every resource has a price, or is free when idle', async (variant) => {
    expect((await idleCost(variant)).unknown).toEqual([]);
  });

  it.each(variants.filter(({ stage }) => stage === 'prod'))(
    '$profile prod costs at most 250 USD',
    async (variant) => {
      expect((await idleCost(variant)).total).toBeLessThanOrEqual(250);
    },
  );

  // The sixth KMS key, which hashes addresses, is the forty-first dollar where there are no machines.
  it('dev costs at most 41 USD without machines, 70 with', async () => {
    expect((await idleCost(variantOf('aegent', 'dev'))).total).toBeLessThanOrEqual(41);
    expect((await idleCost(variantOf('tropic', 'dev'))).total).toBeLessThanOrEqual(70);
    expect((await idleCost(variantOf('cloister', 'dev'))).total).toBeLessThanOrEqual(70);
  });

  it('prod has each interface endpoint in three zones', async () => {
    const { lines } = await idleCost(variantOf('aegent', 'prod'));
    const endpoints = lines.find(({ type }) => type === 'AWS::EC2::VPCEndpoint');
    expect(endpoints?.usd).toBeCloseTo((endpoints?.count ?? 0) * 3 * 7.3, 2);
  });

  it('the guide shows it', async () => {
    await expect(await idleCostPage(variants)).toMatchFileSnapshot('../../docs/guides/idle-cost.md');
  });
});

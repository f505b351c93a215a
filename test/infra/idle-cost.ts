import type { Variant } from '../../local/checks/variants.ts';
import { type Resource, resourcesOf } from './assembly.ts';
import { isFreeWhenIdle, prices } from './prices.ts';

/** What one kind of resource adds to an idle month. */
export interface CostLine {
  readonly type: string;
  readonly count: number;
  readonly usd: number;
}

export interface IdleCost {
  readonly lines: readonly CostLine[];
  readonly total: number;
  /** Types that nobody has priced: their cost is unknown, not zero. */
  readonly unknown: readonly string[];
}

/** What a deployment costs in a month in which nobody uses it, from its templates at us-east-1 prices. */
export async function idleCost(variant: Variant): Promise<IdleCost> {
  const byType = Map.groupBy(await resourcesOf(variant), ({ type }) => type);
  const lines = [...byType].flatMap(([type, resources]) => lineOf(type, resources));
  return {
    lines: lines.toSorted((a, b) => b.usd - a.usd || a.type.localeCompare(b.type)),
    total: lines.reduce((sum, { usd }) => sum + usd, 0),
    unknown: [...byType.keys()].filter((type) => !prices[type] && !isFreeWhenIdle(type)),
  };
}

function lineOf(type: string, resources: readonly Resource[]): readonly CostLine[] {
  const price = prices[type];
  const charged = price ? resources.filter((resource) => price.monthly(resource) > 0) : [];
  if (!price || charged.length === 0) return [];
  return [{ type, count: charged.length, usd: charged.reduce((sum, one) => sum + price.monthly(one), 0) }];
}

/** The page of the operator's guide. */
export async function idleCostPage(variants: readonly Variant[]): Promise<string> {
  const costs = await Promise.all(
    variants.map(async (variant) => ({
      name: `${variant.profile} ${variant.stage}`,
      ...(await idleCost(variant)),
    })),
  );
  const types = [...new Set(costs.flatMap(({ lines }) => lines.map(({ type }) => type)))].toSorted();
  const cell = (lines: readonly CostLine[], type: string) => {
    const line = lines.find((one) => one.type === type);
    return line ? `${line.usd.toFixed(2)} (${line.count})` : '';
  };
  return [
    '# What an idle deployment costs',
    '',
    'USD a month at us-east-1 prices, computed from the templates by `test/infra/idle-cost.test.ts`, which also writes',
    'this page (`npm test -- idle-cost -u`). In brackets: how many. Use comes on top: see the prices of models and machines.',
    '',
    `| | ${costs.map(({ name }) => name).join(' | ')} |`,
    `| --- |${costs.map(() => ' ---: |').join('')}`,
    ...types.map(
      (type) =>
        `| ${type.replace('AWS::', '')} | ${costs.map(({ lines }) => cell(lines, type)).join(' | ')} |`,
    ),
    `| **all** | ${costs.map(({ total }) => `**${total.toFixed(2)}**`).join(' | ')} |`,
    '',
    '## Prices',
    '',
    ...types.map((type) => `- ${type.replace('AWS::', '')}: ${prices[type]?.what} (${prices[type]?.source})`),
    '',
  ].join('\n');
}

import { retentionOf, type StoreSpec, type TableSpec } from '../../contracts/spec/store.ts';
import { describedCategory } from '../../policy/category-words.ts';
import { runLogDays } from '../../policy/plans.ts';
import { purposes } from '../../policy/purposes.ts';
import { retentionInWords } from '../../policy/retention.ts';

/** What was found of a person in one store. */
export interface Found {
  readonly count: number;
  readonly oldest?: string | undefined;
  readonly nextExpiry?: string | undefined;
}

/** One line of "What we hold about you": from the declaration of the store, with what was found. */
export function inventoryLine(store: StoreSpec, found: Found | undefined) {
  const { privacy } = store;
  const { label, examples, purpose, staysAfterErasure } = describedCategory(privacy.category);
  const { subject } = privacy;
  return {
    store: store.name,
    category: privacy.category,
    label: privacy.label ?? label,
    examples,
    purpose: purposes[purpose].label,
    basis: purposes[purpose].basis,
    period: retentionInWords(retentionOf(store), runLogDays),
    ...found,
    ...(subject.by === 'nobody' ? { note: subject.because } : {}),
    afterErasure: privacy.erase === 'delete' ? 'deleted' : (staysAfterErasure ?? 'expires by itself'),
  };
}

const bornNames = ['createdAt', 'at', 'requestedAt', 'acceptedAt', 'on', 'month'] as const;

/** The attributes of a store's items that say how old they are and when they go; nothing else is read. */
export const datesOf = (spec: TableSpec): readonly string[] => [
  spec.keys.partition,
  ...bornNames,
  ...(spec.ttl === undefined ? [] : [spec.ttl]),
];

/** Adds what one item says about the age of a store's items. Items name their times in their own words. */
export function addItem(
  found: Found,
  item: Readonly<Record<string, unknown>>,
  ttl: string | undefined,
): Found {
  const born = bornNames.map((name) => item[name]).find((value) => typeof value === 'string');
  const goes = ttl === undefined ? undefined : item[ttl];
  return {
    count: found.count + 1,
    oldest: typeof born === 'string' ? earlier(found.oldest, new Date(born).toISOString()) : found.oldest,
    nextExpiry:
      typeof goes === 'number'
        ? earlier(found.nextExpiry, new Date(goes * 1000).toISOString())
        : found.nextExpiry,
  };
}

const earlier = (a: string | undefined, b: string): string => (a === undefined || b < a ? b : a);

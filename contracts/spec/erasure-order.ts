import type { Lead, StoreSpec } from './store.ts';

type Ordered = Pick<StoreSpec, 'name' | 'privacy'> & { readonly sealedWith?: Lead | undefined };

/** What must still be there when a store is emptied, but for what it holds itself. */
const needsOf = ({ privacy, sealedWith }: Ordered): readonly Lead[] =>
  [
    ...(privacy.subject.by === 'nobody' ? [] : (['account'] as const)),
    ...(privacy.subject.by === 'identity' ? (['sign-in'] as const) : []),
    ...(sealedWith === undefined ? [] : [sealedWith]),
  ].filter((lead) => lead !== privacy.holds);

/** Stores in the order of erasure: none before another that needs what it holds. Throws where they need each other in a circle. */
export function inOrderOfErasure<S extends Ordered>(stores: readonly S[]): readonly S[] {
  const ordered: S[] = [];
  for (let left = stores; left.length > 0; ) {
    const needed = new Set(left.flatMap(needsOf));
    const free = left.filter(({ privacy: { holds } }) => holds === undefined || !needed.has(holds));
    if (free.length === 0) throw new Error(`need each other: ${left.map(({ name }) => name).join(', ')}`);
    ordered.push(...free);
    left = left.filter((store) => !free.includes(store));
  }
  return ordered;
}

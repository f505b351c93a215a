import type { StoreSpec } from '../../contracts/spec/store.ts';
import { category } from '../../policy/categories.ts';

/** What a receipt says of so many items: of what is paid one by one not how many. */
export const shownCount = ({ privacy }: StoreSpec, count: number): number | 'some' =>
  count > 0 && category(privacy.category).paid === true ? 'some' : count;

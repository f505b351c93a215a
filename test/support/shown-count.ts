import type { StoreSpec } from '../../contracts/spec/store.ts';
import { category } from '../../policy/categories.ts';

/** What a receipt says of so many items: not how many where that tells what somebody did. */
export const shownCount = ({ privacy }: StoreSpec, count: number): number | 'some' =>
  count > 0 && category(privacy.category).tells === true ? 'some' : count;

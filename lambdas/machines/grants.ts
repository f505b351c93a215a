import { accounts } from '../../contracts/accounts/stores.ts';
import { machines } from '../../contracts/machines/stores.ts';
import { type Grant, index, table } from '../platform/function.ts';

/** What a function of the machines' API needs to know whose machine calls (`MachineOwners`). */
export const knowingOwners: readonly Grant[] = [index(machines, 'byInstance'), table(accounts, 'GetItem')];

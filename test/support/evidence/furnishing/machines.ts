import { newId } from '../../../../contracts/ids.ts';
import { machines } from '../../../../contracts/machines/stores.ts';
import type { Person } from '../../target.ts';
import { contentKeyOf, plantItem } from '../planting.ts';
import { daysAgo } from '../storage.ts';
import type { Furnished, Furnishing } from './furnishing.ts';

/** A machine takes minutes. */
export const machinesFurnishing: Furnishing = {
  furnish: async () => ({}),
  inTheEnd: { table: machines, plant: plantMachine },
};

/** A machine that came to nothing: no instance belongs to it. */
export async function plantMachine(target: Furnished, person: Person): Promise<void> {
  await plantItem(target, machines, await contentKeyOf(target, person), {
    userId: machines.item.shape.userId.parse(person.userId),
    machineId: newId('machine'),
    customerId: newId('customer'),
    state: 'failed',
    generation: 1,
    events: [],
    createdAt: daysAgo(0),
  });
}

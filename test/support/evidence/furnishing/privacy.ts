import { newId } from '../../../../contracts/ids.ts';
import { erasures, exportsTable } from '../../../../contracts/privacy/stores.ts';
import { contentKeyOf, plantItem, seconds } from '../planting.ts';
import { daysAgo } from '../storage.ts';
import type { Furnishing } from './furnishing.ts';

/** An export that came to nothing: its request stays for a while. Nobody's erasure runs while they live here. */
export const privacyFurnishing: Furnishing = {
  async furnish(target, person) {
    await plantItem(target, exportsTable, await contentKeyOf(target, person), {
      userId: exportsTable.item.shape.userId.parse(person.userId),
      exportId: newId('export'),
      state: 'failed',
      requestedAt: daysAgo(0),
      expiresAt: seconds(1),
    });
    return {};
  },
  inTheEnd: {
    table: erasures,
    async plant(target, person) {
      await plantItem(target, erasures, await contentKeyOf(target, person), {
        userId: erasures.item.shape.userId.parse(person.userId),
        erasureId: newId('erasure'),
        receiptId: newId('receipt'),
        state: 'erased',
        requestedAt: daysAgo(1),
        dueAt: seconds(-1),
        erased: {},
        keysDestroyed: {},
        expiresAt: seconds(1),
      });
    },
  },
};

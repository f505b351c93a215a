import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { balances } from '../../contracts/billing/stores.ts';
import type { CustomerId } from '../../contracts/ids.ts';
import { waitForTurn } from '../platform/dynamo/contention.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { scanItems } from '../platform/dynamo/scan.ts';
import { openStore, TableStore } from '../platform/dynamo/table.ts';
import {
  type Balance,
  emptyBalance,
  expire,
  type Refused,
  type Reservation,
  type ReserveRefusal,
  release,
  reserve,
} from './ledger.ts';
import { giveBackUpdate, type Purse, reserveUpdate } from './ledger-items.ts';

/**
 * Balances and the holds on them. The conditions in the expressions are those of the rules in `ledger.ts`; where one
 * fails, the rule itself says why, from the item as DynamoDB saw it.
 */
export class HoldStore extends TableStore {
  async read(customer: CustomerId): Promise<Balance> {
    return (await this.find(customer)) ?? emptyBalance;
  }

  async find(customer: CustomerId): Promise<Purse | undefined> {
    return readItem(balances, balances.item, await this.getItem({ customerId: customer }));
  }

  /** One write unit. */
  async reserve(customer: CustomerId, wanted: Reservation): Promise<'reserved' | ReserveRefusal> {
    const failed = await this.update(reserveUpdate(this.table, customer, wanted));
    return failed ? reserve(failed, wanted).decision : 'reserved';
  }

  /** One write unit. */
  async release(customer: CustomerId, holdId: string): Promise<'released' | 'already'> {
    const failed = await this.update(giveBackUpdate(this.table, customer, holdId));
    return failed ? release(failed, holdId).decision : 'released';
  }

  /** One write unit. */
  async expire(
    customer: CustomerId,
    holdId: string,
    nowSeconds: number,
  ): Promise<'expired' | 'already' | Refused<'not-due'>> {
    const failed = await this.update(giveBackUpdate(this.table, customer, holdId, nowSeconds));
    return failed ? expire(failed, holdId, nowSeconds).decision : 'expired';
  }

  /**
   * Everybody with open holds, for the sweeper alone. A scan, because an index by `until` would make each reservation
   * and settlement dearer (a write unit each, millions a day) to save what a sweep costs: a million balances of 300
   * bytes are 37,000 read units, half a cent, and no request waits for it.
   */
  holders(): AsyncGenerator<Purse> {
    return scanItems(this.db, balances, balances.item, {
      TableName: this.table,
      FilterExpression: 'size(holds) > :none',
      ExpressionAttributeValues: { ':none': 0 },
    });
  }

  /** Nothing when it was done, else the balance that did not meet the condition. */
  private async update(input: UpdateCommandInput): Promise<Balance | undefined> {
    for (let attempt = 1; ; attempt++) {
      try {
        const done = await this.updateItem(input);
        return done.met ? undefined : parse(done.found);
      } catch (error) {
        // The SDK does not repeat this one: a settlement of the same account is on its way.
        if (!(error instanceof TransactionConflictException)) throw error;
        await waitForTurn(attempt, error);
      }
    }
  }
}

const parse = (raw: Record<string, unknown> | undefined): Balance =>
  readItem(balances, balances.item, raw) ?? emptyBalance;

export const openHolds = (): HoldStore => openStore(HoldStore, balances);

import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { id, type UserId } from '../../contracts/ids.ts';
import { type MachineState, machines } from '../../contracts/machines/stores.ts';
import { isOneOf } from '../platform/dynamo/expressions.ts';
import { conditionally, plainItem, readItem } from '../platform/dynamo/items.ts';
import { scanItems } from '../platform/dynamo/scan.ts';
import { openStore, TableStore } from '../platform/dynamo/table.ts';
import type { TransactItem } from '../platform/dynamo/transactions.ts';
import { isPassing, type Machine, reachedFrom, withEvent } from './machines.ts';

/** What a write changes besides the state; `undefined` removes. */
export type Change = {
  readonly [Name in Exclude<keyof Machine, 'userId' | 'machineId' | 'state' | 'generation' | 'events'>]?:
    | Machine[Name]
    | undefined;
};

type Update = NonNullable<TransactItem['Update']>;

/** The machines' table: one item an account. */
export class MachineStore extends TableStore {
  async find(user: UserId): Promise<Machine | undefined> {
    const found = await this.getItem({ userId: user });
    return readItem(machines, machines.item, found);
  }

  /** Whose machine an instance is. */
  async userOf(instanceId: string): Promise<UserId | undefined> {
    const found = await this.db.send(
      new QueryCommand({
        TableName: this.table,
        IndexName: 'byInstance',
        KeyConditionExpression: 'instanceId = :instance',
        ExpressionAttributeValues: { ':instance': instanceId },
        Limit: 1,
      }),
    );
    return id('account').safeParse(found.Items?.[0]?.['userId']).data;
  }

  /** The write of an account's one machine, for a transaction; where there is one already, only a failed one gives way. */
  adding(machine: Machine): TransactItem {
    return {
      Put: {
        TableName: this.table,
        Item: plainItem(machines, machine),
        ConditionExpression: 'attribute_not_exists(userId) OR #state = :failed',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':failed': 'failed' },
      },
    };
  }

  /** Moves a machine, as it was read, to a state where the rules allow it. */
  async move(
    machine: Machine,
    to: MachineState,
    now: number,
    change: Change = {},
  ): Promise<'moved' | 'conflict'> {
    const done = await this.updateItem(this.moving(machine, to, now, change));
    return done.met ? 'moved' : 'conflict';
  }

  /** The write of `move`, for a transaction. Whatever a workflow carries on is a new generation. */
  moving(machine: Machine, to: MachineState, now: number, change: Change = {}): Update {
    const from = isOneOf(reachedFrom[to]);
    const moved = {
      ...change,
      state: to,
      events: withEvent(machine, to, now),
      generation: machine.generation + (isPassing(to) ? 1 : 0),
    };
    const update = this.changing(machine, moved);
    return {
      ...update,
      ConditionExpression: `${update.ConditionExpression} AND ${from.ConditionExpression}`,
      ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ...from.ExpressionAttributeValues },
    };
  }

  /** Notes facts about a machine that has not moved on since it was read. */
  async note(machine: Machine, change: Change): Promise<'noted' | 'conflict'> {
    const done = await this.updateItem(this.changing(machine, change));
    return done.met ? 'noted' : 'conflict';
  }

  /** The write of `note`, for a transaction, on condition that the hold is still the one that was read. */
  noting(machine: Machine, change: Change): Update {
    const update = this.changing(machine, change);
    return {
      ...update,
      ConditionExpression: `${update.ConditionExpression} AND holdId = :hold`,
      ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ':hold': machine.holdId },
    };
  }

  /** Has the workflow of a machine's state started once more, by a new generation: for one that ended without an end. */
  async again(machine: Machine): Promise<void> {
    await this.updateItem(this.changing(machine, { generation: machine.generation + 1 }));
  }

  /** The removal of an ended machine, for a transaction. */
  removing({ userId, machineId }: Machine): TransactItem {
    return {
      Delete: {
        TableName: this.table,
        Key: { userId },
        ConditionExpression: 'machineId = :machine AND #state = :ending',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':machine': machineId, ':ending': 'ending' },
      },
    };
  }

  /** One write where no movement of credits goes with it. */
  async write(item: TransactItem): Promise<'written' | 'conflict'> {
    const done = await conditionally(this.db.send(new TransactWriteCommand({ TransactItems: [item] })));
    return done.met ? 'written' : 'conflict';
  }

  /** Every machine, for renewals and reconciliation alone: a scan of one small item an account, and no request waits for it. */
  all(): AsyncGenerator<Machine> {
    return scanItems(this.db, machines, machines.item, { TableName: this.table, ConsistentRead: true });
  }

  private changing(
    { userId, machineId, generation }: Machine,
    change: Partial<Record<keyof Machine, unknown>>,
  ): Update {
    const entries = Object.entries(change);
    const sets = entries.filter(([, value]) => value !== undefined);
    const gone = entries.filter(([, value]) => value === undefined);
    const clauses = [
      sets.length > 0 ? `SET ${sets.map(([name]) => `#${name} = :${name}`).join(', ')}` : '',
      gone.length > 0 ? `REMOVE ${gone.map(([name]) => `#${name}`).join(', ')}` : '',
    ];
    return {
      TableName: this.table,
      Key: { userId },
      UpdateExpression: clauses.join(' ').trim(),
      ConditionExpression: '#machineId = :seenMachine AND #generation = :seenGeneration',
      ExpressionAttributeNames: Object.fromEntries(
        ['machineId', 'generation', ...Object.keys(change)].map((name) => [`#${name}`, name]),
      ),
      ExpressionAttributeValues: {
        ...Object.fromEntries(sets.map(([name, value]) => [`:${name}`, value])),
        ':seenMachine': machineId,
        ':seenGeneration': generation,
      },
    };
  }
}

export const openMachines = (): MachineStore => openStore(MachineStore, machines);

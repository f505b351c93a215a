import { DeleteCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type TurnState, turnStates, turns } from '../../contracts/chat/stores.ts';
import type { UserId } from '../../contracts/ids.ts';
import { deleteKeys } from '../platform/dynamo/delete-keys.ts';
import { setting } from '../platform/dynamo/expressions.ts';
import { TableStore } from '../platform/dynamo/table.ts';
import { type DataKey, openItem, sealAttribute, sealItem } from '../platform/keys/sealed-items.ts';
import type { ConversationId } from './conversations.ts';
import { type Ending, type Turn, type TurnId, turnKeyOf } from './turns.ts';

/** The turns of conversations, prompts and answers sealed. */
export class TurnStore extends TableStore {
  /** Newest first by id, page by page: who has enough stops reading. */
  async *newest(user: UserId, key: DataKey, conversation: ConversationId): AsyncGenerator<Turn> {
    const within = keysWithin(user, conversation);
    for await (const raw of this.queryItems({ ...within, ScanIndexForward: false, ConsistentRead: true }))
      yield openItem(turns, key, raw);
  }

  async find(
    user: UserId,
    key: DataKey,
    conversation: ConversationId,
    turn: TurnId,
  ): Promise<Turn | undefined> {
    const Item = await this.getItem(keyOf(user, conversation, turn));
    return Item && openItem(turns, key, Item);
  }

  /** How it stands, without its content; nothing when it was deleted. */
  async state(user: UserId, conversation: ConversationId, turn: TurnId): Promise<TurnState | undefined> {
    const Item = await this.getItem(keyOf(user, conversation, turn), {
      ProjectionExpression: '#state',
      ExpressionAttributeNames: { '#state': 'state' },
    });
    return turnStates.find((state) => state === Item?.['state']);
  }

  /** Stores a turn that begins, unless its id was used before. */
  async begin(key: DataKey, turn: Turn): Promise<'begun' | 'exists'> {
    const Item = sealItem(turns, key, turn);
    const written = await this.putItem({
      Item,
      ConditionExpression: 'attribute_not_exists(turnKey)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    // Sealed twice, a prompt never is the same: then it is this put that is there, and the answer to it got lost.
    return written.met || isSame(written.found?.['prompt'], Item['prompt']) ? 'begun' : 'exists';
  }

  /** Asks the function that answers to stop; where none is answering, how the turn stands. */
  async requestStop(
    user: UserId,
    conversation: ConversationId,
    turn: TurnId,
  ): Promise<TurnState | undefined> {
    const flagged = await this.updateItem({
      Key: keyOf(user, conversation, turn),
      ...setting({ state: 'stopping' }, ['answering']),
    });
    return flagged.met ? 'stopping' : this.state(user, conversation, turn);
  }

  /** The end of a turn, for a transaction; its condition fails when the turn has ended before or was deleted. */
  endItem(key: DataKey, turn: Turn, ending: Ending) {
    const { thinking, answer, ...plain } = ending;
    const seal = (name: 'thinking' | 'answer', text: string | undefined) =>
      text === undefined ? {} : { [name]: sealAttribute(turns, key, turn, name, text) };
    const sealed = { ...seal('thinking', thinking), ...seal('answer', answer) };
    const Key = keyOf(turn.userId, turn.conversationId, turn.turnId);
    return {
      Update: {
        TableName: this.table,
        Key,
        ...setting({ ...plain, ...sealed }, ['answering', 'stopping']),
      },
    };
  }

  async end(key: DataKey, turn: Turn, ending: Ending): Promise<'ended' | 'conflict'> {
    const { Update } = this.endItem(key, turn, ending);
    return (await this.updateItem(Update)).met ? 'ended' : 'conflict';
  }

  async delete({ userId, conversationId, turnId }: Turn): Promise<void> {
    const Key = keyOf(userId, conversationId, turnId);
    await this.db.send(new DeleteCommand({ TableName: this.table, Key }));
  }

  /** Deletes every turn of a conversation and says which they were. */
  async deleteAll(user: UserId, conversation: ConversationId): Promise<TurnId[]> {
    const pages = paginateQuery(
      { client: this.db, pageSize: BATCH },
      {
        TableName: this.table,
        ...keysWithin(user, conversation),
        ProjectionExpression: 'userId, turnKey, turnId',
        ConsistentRead: true,
      },
    );
    const deleted: TurnId[] = [];
    for await (const { Items = [] } of pages) {
      const keys = Items.map(({ userId, turnKey }) => ({ userId, turnKey }));
      await deleteKeys(this.db, this.table, keys);
      deleted.push(...Items.map(({ turnId }) => turns.item.shape.turnId.parse(turnId)));
    }
    return deleted;
  }
}

const keysWithin = (user: UserId, conversation: ConversationId) => ({
  KeyConditionExpression: 'userId = :user AND begins_with(turnKey, :conversation)',
  ExpressionAttributeValues: { ':user': user, ':conversation': `${conversation}#` },
});

const keyOf = (userId: UserId, conversation: ConversationId, turn: TurnId) => ({
  userId,
  turnKey: turnKeyOf(conversation, turn),
});

const isSame = (one: unknown, other: unknown): boolean =>
  one instanceof Uint8Array && other instanceof Uint8Array && Buffer.compare(one, other) === 0;

/** As many as DynamoDB deletes in one call. */
const BATCH = 25;

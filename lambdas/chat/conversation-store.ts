import { conversations } from '../../contracts/chat/stores.ts';
import type { UserId } from '../../contracts/ids.ts';
import { setting } from '../platform/dynamo/expressions.ts';
import type { PageRequest } from '../platform/dynamo/page.ts';
import { TableStore } from '../platform/dynamo/table.ts';
import type { TransactItem } from '../platform/dynamo/transactions.ts';
import { type DataKey, openItem, sealAttribute, sealItem } from '../platform/keys/sealed-items.ts';
import type { Choice, Conversation, ConversationId } from './conversations.ts';

/** An account's conversations, their titles sealed with its content key. */
export class ConversationStore extends TableStore {
  /** Newest first: an id begins with its time. */
  async list(
    user: UserId,
    key: DataKey,
    page: PageRequest,
  ): Promise<{ items: Conversation[]; next?: string }> {
    const found = await this.pageOf(user, 'conversationId', page, { ScanIndexForward: false });
    return { ...found, items: found.items.map((raw) => openItem(conversations, key, raw)) };
  }

  async find(user: UserId, key: DataKey, conversation: ConversationId): Promise<Conversation | undefined> {
    const Item = await this.getItem(this.keyOf(user, conversation));
    return Item && openItem(conversations, key, Item);
  }

  /** Stores a new conversation; one that is there already, from a first attempt, stays as it is. */
  async add(key: DataKey, conversation: Conversation): Promise<Conversation> {
    const put = await this.putItem({
      Item: sealItem(conversations, key, conversation),
      ConditionExpression: 'attribute_not_exists(conversationId)',
    });
    const { userId, conversationId } = conversation;
    return (put.met ? undefined : await this.find(userId, key, conversationId)) ?? conversation;
  }

  /** Changes what was chosen. Nothing where there is no such conversation. */
  async change(
    user: UserId,
    key: DataKey,
    conversation: ConversationId,
    { title, model }: Choice,
    now: number,
  ): Promise<Conversation | undefined> {
    const keys = this.keyOf(user, conversation);
    const sealed =
      title === undefined ? {} : { title: sealAttribute(conversations, key, keys, 'title', title) };
    const changed = await this.updateItem({
      Key: keys,
      ...setting({ ...sealed, model, updatedAt: new Date(now).toISOString() }),
      ConditionExpression: 'attribute_exists(conversationId)',
      ReturnValues: 'ALL_NEW',
    });
    return changed.met && changed.value.Attributes
      ? openItem(conversations, key, changed.value.Attributes)
      : undefined;
  }

  /** The removal of a conversation that is there, for a transaction. */
  deleting(user: UserId, conversation: ConversationId): TransactItem {
    return {
      Delete: {
        TableName: this.table,
        Key: this.keyOf(user, conversation),
        ConditionExpression: 'attribute_exists(conversationId)',
      },
    };
  }

  private keyOf(userId: UserId, conversationId: ConversationId) {
    return { userId, conversationId };
  }
}

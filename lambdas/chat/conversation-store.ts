import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { conversations } from '../../contracts/chat/stores.ts';
import type { UserId } from '../../contracts/ids.ts';
import { setting } from '../platform/dynamo/expressions.ts';
import { conditionally } from '../platform/dynamo/items.ts';
import { type PageRequest, queryPage } from '../platform/dynamo/page.ts';
import type { TransactItem } from '../platform/dynamo/transactions.ts';
import { type DataKey, openItem, sealAttribute, sealItem } from '../platform/keys/sealed-items.ts';
import type { Choice, Conversation, ConversationId } from './conversations.ts';

/** An account's conversations, their titles sealed with its content key. */
export class ConversationStore {
  private readonly db: DynamoDBDocumentClient;
  private readonly table: string;

  constructor(db: DynamoDBDocumentClient, table: string) {
    this.db = db;
    this.table = table;
  }

  /** Newest first: an id begins with its time. */
  async list(
    user: UserId,
    key: DataKey,
    page: PageRequest,
  ): Promise<{ items: Conversation[]; next?: string }> {
    const query = {
      TableName: this.table,
      KeyConditionExpression: 'userId = :user',
      ExpressionAttributeValues: { ':user': user },
      ScanIndexForward: false,
    };
    const found = await queryPage(
      this.db,
      query,
      { partition: { userId: user }, sort: 'conversationId' },
      page,
    );
    return { ...found, items: found.items.map((raw) => openItem(conversations, key, raw)) };
  }

  async find(user: UserId, key: DataKey, conversation: ConversationId): Promise<Conversation | undefined> {
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: this.keyOf(user, conversation), ConsistentRead: true }),
    );
    return Item && openItem(conversations, key, Item);
  }

  /** Stores a new conversation; one that is there already, from a first attempt, stays as it is. */
  async add(key: DataKey, conversation: Conversation): Promise<Conversation> {
    const write = new PutCommand({
      TableName: this.table,
      Item: sealItem(conversations, key, conversation),
      ConditionExpression: 'attribute_not_exists(conversationId)',
    });
    const put = await conditionally(this.db.send(write));
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
    const update = new UpdateCommand({
      TableName: this.table,
      Key: keys,
      ...setting({ ...sealed, model, updatedAt: new Date(now).toISOString() }),
      ConditionExpression: 'attribute_exists(conversationId)',
      ReturnValues: 'ALL_NEW',
    });
    const changed = await conditionally(this.db.send(update));
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

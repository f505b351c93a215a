import { PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { answerChunks, CHUNK_LIFE_SECONDS } from '../../contracts/chat/stores.ts';
import type { UserId } from '../../contracts/ids.ts';
import { deleteKeys } from '../platform/dynamo/delete-keys.ts';
import { isExpired } from '../platform/dynamo/items.ts';
import { TableStore } from '../platform/dynamo/table.ts';
import { type DataKey, openItem, sealItem } from '../platform/keys/sealed-items.ts';
import type { Piece } from './draft.ts';
import type { TurnId } from './turns.ts';

/** Pieces of answers under way, each for an hour. */
export class ChunkStore extends TableStore {
  async put(user: UserId, key: DataKey, turn: TurnId, piece: Piece, now: number): Promise<void> {
    const item = {
      userId: user,
      chunkKey: chunkKeyOf(turn, piece.first),
      first: piece.first,
      deltas: [...piece.deltas],
      thoughts: piece.thoughts,
      expiresAt: Math.floor(now / 1000) + CHUNK_LIFE_SECONDS,
    };
    await this.db.send(new PutCommand({ TableName: this.table, Item: sealItem(answerChunks, key, item) }));
  }

  /** The pieces of an answer that begin at a position or later, in order. */
  async from(user: UserId, key: DataKey, turn: TurnId, position: number): Promise<Piece[]> {
    const items = this.queryItems({
      KeyConditionExpression: 'userId = :user AND chunkKey BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':user': user,
        ':first': chunkKeyOf(turn, position),
        ':last': chunkKeyOf(turn, LAST_POSITION),
      },
      ConsistentRead: true,
    });
    const found: Piece[] = [];
    for await (const raw of items)
      if (!isExpired(answerChunks, raw)) found.push(openItem(answerChunks, key, raw));
    return found;
  }

  /** Deletes the pieces of these turns. One query of all that the person has: an hour's worth at most. */
  async deleteOf(user: UserId, turns: readonly TurnId[]): Promise<void> {
    const wanted = new Set<string>(turns);
    const pages = paginateQuery(
      { client: this.db },
      {
        TableName: this.table,
        KeyConditionExpression: 'userId = :user',
        ExpressionAttributeValues: { ':user': user },
        ProjectionExpression: 'userId, chunkKey',
      },
    );
    for await (const { Items = [] } of pages) {
      const theirs = Items.filter(({ chunkKey }) => wanted.has(String(chunkKey).split('#')[0] ?? ''));
      await deleteKeys(this.db, this.table, theirs);
    }
  }
}

/** No answer is as long. */
const LAST_POSITION = 99_999_999;

const chunkKeyOf = (turn: TurnId, first: number): string =>
  `${turn}#${String(first).padStart(String(LAST_POSITION).length, '0')}`;

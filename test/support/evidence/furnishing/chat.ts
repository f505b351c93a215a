import { answerChunks, turns } from '../../../../contracts/chat/stores.ts';
import { newId } from '../../../../contracts/ids.ts';
import { plant } from '../../canary/canary.ts';
import { beginConversation } from '../chatting.ts';
import { contentKeyOf, plantItem, seconds } from '../planting.ts';
import { daysAgo } from '../storage.ts';
import type { Furnishing } from './furnishing.ts';

/** A conversation with an answered turn and a piece of its answer, without a model. */
export const chatFurnishing: Furnishing = {
  async furnish(target, person) {
    const [title, prompt, answer] = [plant('a title'), plant('a question'), plant('an answer')];
    const ids = turns.item.shape;
    const conversationId = ids.conversationId.parse(await beginConversation(target, person, title.text));
    const [userId, turnId] = [ids.userId.parse(person.userId), newId('turn')];
    const key = await contentKeyOf(target, person);
    await plantItem(target, turns, key, {
      userId,
      turnKey: `${conversationId}#${turnId}`,
      conversationId,
      turnId,
      prompt: prompt.text,
      answer: answer.text,
      state: 'answered',
      model: 'nova-2-lite',
      region: 'eu-central-1',
      retention: 'none',
      createdAt: daysAgo(0),
      endedAt: daysAgo(0),
    });
    await plantItem(target, answerChunks, key, {
      userId,
      chunkKey: `${turnId}#00000000`,
      first: 0,
      deltas: [answer.text],
      expiresAt: seconds(1),
    });
    return { title, texts: [title, prompt, answer] };
  },
};

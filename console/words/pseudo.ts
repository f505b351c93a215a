import type { Messages } from '@lingui/core';
import type { CompiledMessage } from '@lingui/message-utils/compileMessage';

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accents = 'áƀçðéƒĝĥîĵķļɱñóþǫŕšţûṽŵẋýžÁƁÇÐÉƑĜĤÎĴĶĻṀÑÓÞǪŔŠŢÛṼŴẊÝŽ';

/** Accents every letter and pads by a third, so that raw text and tight boxes stand out. */
function accent(text: string): string {
  const letters = text.replace(/<[^>]+>|[A-Za-z]/g, (found) => accents[plain.indexOf(found)] ?? found);
  return letters.trim() === '' ? letters : letters + '·'.repeat(Math.ceil(letters.trim().length / 4));
}

/** Rewrites the words of a compiled list and leaves its placeholders alone. */
export function pseudo(list: Messages): Messages {
  return Object.fromEntries(
    Object.entries(list).map(([id, message]) => [
      id,
      typeof message === 'string' ? accent(message) : rewrite(message),
    ]),
  );
}

function rewrite(message: CompiledMessage): CompiledMessage {
  return message.map((token) => {
    if (typeof token === 'string') return accent(token);
    const [name, type, choices] = token;
    if (type === undefined || choices === null || typeof choices !== 'object') return token;
    const rewritten = Object.entries(choices).map(([choice, part]) => [
      choice,
      Array.isArray(part) ? rewrite(part) : part,
    ]);
    return [name, type, Object.fromEntries(rewritten)];
  });
}

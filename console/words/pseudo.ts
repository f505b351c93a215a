import type { Messages } from '@lingui/core';
import type { CompiledMessage } from '@lingui/message-utils/compileMessage';

const accents: Readonly<Record<string, string>> = {
  a: 'á',
  b: 'ƀ',
  c: 'ç',
  d: 'ð',
  e: 'é',
  f: 'ƒ',
  g: 'ĝ',
  h: 'ĥ',
  i: 'î',
  j: 'ĵ',
  k: 'ķ',
  l: 'ļ',
  m: 'ɱ',
  n: 'ñ',
  o: 'ó',
  p: 'þ',
  q: 'ǫ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'û',
  v: 'ṽ',
  w: 'ŵ',
  x: 'ẋ',
  y: 'ý',
  z: 'ž',
  A: 'Á',
  B: 'Ɓ',
  C: 'Ç',
  D: 'Ð',
  E: 'É',
  F: 'Ƒ',
  G: 'Ĝ',
  H: 'Ĥ',
  I: 'Î',
  J: 'Ĵ',
  K: 'Ķ',
  L: 'Ļ',
  M: 'Ṁ',
  N: 'Ñ',
  O: 'Ó',
  P: 'Þ',
  Q: 'Ǫ',
  R: 'Ŕ',
  S: 'Š',
  T: 'Ţ',
  U: 'Û',
  V: 'Ṽ',
  W: 'Ŵ',
  X: 'Ẋ',
  Y: 'Ý',
  Z: 'Ž',
};

/** Accents every letter and pads by a third, so that raw text and tight boxes stand out. */
export function accent(text: string): string {
  const letters = text.replace(/<[^>]+>|[A-Za-z]/g, (found) => accents[found] ?? found);
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

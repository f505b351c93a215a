import { describe, expect, it } from 'vitest';
import { type AnswerHead, HeadReader } from '../../../../../local/doubles/cloudfront/answer-head.ts';

const message = Buffer.concat([
  Buffer.from('{"statusCode":201,"headers":{"Content-Type":"text/event-stream","X-N":1},"cookies":["a=1"]}'),
  Buffer.alloc(8),
  Buffer.from('data: "é"\n\n'),
]);

function readIn(pieces: readonly Buffer[]) {
  const heads: AnswerHead[] = [];
  const body: Buffer[] = [];
  const reader = new HeadReader(
    (head) => heads.push(head),
    (chunk) => body.push(chunk),
  );
  for (const piece of pieces) reader.read(piece);
  return { heads, body: Buffer.concat(body).toString() };
}
const expected = {
  heads: [
    { status: 201, headers: { 'Content-Type': 'text/event-stream', 'X-N': '1', 'Set-Cookie': ['a=1'] } },
  ],
  body: 'data: "é"\n\n',
};

describe('the head of a streamed answer', () => {
  it('is found wherever the pieces are cut', () => {
    for (let cut = 0; cut <= message.length; cut += 1)
      expect(readIn([message.subarray(0, cut), message.subarray(cut)])).toEqual(expected);
    expect(readIn([...message].map((byte) => Buffer.from([byte])))).toEqual(expected);
  });

  it('is given before there is a body', () => {
    expect(readIn([message.subarray(0, message.indexOf('data:'))])).toEqual({ ...expected, body: '' });
  });

  it('must be one that HTTP has', () => {
    const wrong = Buffer.concat([Buffer.from('{"statusCode":99}'), Buffer.alloc(8)]);
    expect(() => readIn([wrong])).toThrow('statusCode');
    expect(() => readIn([Buffer.from('no prelude at all\0\0\0\0\0\0\0\0')])).toThrow('JSON');
  });
});

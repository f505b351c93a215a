import { EventStreamCodec } from '@smithy/eventstream-codec';
import { expect, it } from 'vitest';
import { type Frame, framesOf } from '../../../lambdas/models/bedrock/event-frames.ts';

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString()),
  (text) => Buffer.from(text),
);
const encode = (type: string, payload: string): Buffer =>
  Buffer.from(
    codec.encode({ headers: { ':event-type': { type: 'string', value: type } }, body: Buffer.from(payload) }),
  );
const stream = Buffer.concat([
  encode('messageStart', '{}'),
  encode('contentBlockDelta', '{"text":"Grüße 🙂"}'),
  encode('messageStop', ''),
]);

async function read(...chunks: Buffer[]): Promise<Frame[]> {
  async function* arriving() {
    yield* chunks;
  }
  return Array.fromAsync(framesOf(arriving()));
}

it('reads what AWS’s own codec writes, wherever the bytes are cut', async () => {
  const whole = await read(stream);
  expect(whole.map(({ headers, payload }) => [headers.get(':event-type'), payload])).toEqual([
    ['messageStart', '{}'],
    ['contentBlockDelta', '{"text":"Grüße 🙂"}'],
    ['messageStop', ''],
  ]);
  for (let cut = 0; cut <= stream.length; cut++)
    expect(await read(stream.subarray(0, cut), stream.subarray(cut))).toEqual(whole);
});

it('a single changed byte is never read as an event', async () => {
  for (let at = 0; at < stream.length; at++) {
    const damaged = Buffer.from(stream);
    damaged.writeUInt8(damaged.readUInt8(at) ^ 0x55, at);
    await expect(read(damaged), `byte ${at}`).rejects.toThrow();
  }
});

it('a stream that ends within a message is broken', async () => {
  await expect(read(stream.subarray(0, stream.length - 1))).rejects.toMatchObject({ name: 'FrameBroken' });
});

import * as z from 'zod';

/** What the runner asks of the agent's shell, as one line of JSON. */
export const command = z.object({ script: z.string(), seconds: z.number().int().min(1).max(600) });
export type Command = z.infer<typeof command>;

/** What the shell answers, a line each: output as it comes, then the end. */
export const shellEvent = z.union([
  z.object({ output: z.string() }),
  z.object({ end: z.enum(['exit', 'time']), code: z.number().nullable() }),
]);
export type ShellEvent = z.infer<typeof shellEvent>;

/** Lines as they arrive, until the other side closes. */
export async function* lines(socket: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of socket) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
}

import type { Writable } from 'node:stream';
import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { benchCredentials, benchModel, benchRegion, type Candidate, sse } from './candidate.ts';

/** The least that a function with the AWS SDK does: no authentication, money, sealing or storage. */
export function open(modelsUrl: string): Candidate {
  const client = new BedrockRuntimeClient({
    endpoint: modelsUrl,
    region: benchRegion,
    credentials: benchCredentials,
    maxAttempts: 1,
  });
  return { answer: (prompt, response) => answer(client, prompt, response), close: () => client.destroy() };
}

async function answer(client: BedrockRuntimeClient, prompt: string, response: Writable): Promise<void> {
  const messages = [{ role: 'user' as const, content: [{ text: prompt }] }];
  const called = await client.send(new ConverseStreamCommand({ modelId: benchModel, messages }));
  let id = 0;
  for await (const event of called.stream ?? []) {
    id += 1;
    const text = event.contentBlockDelta?.delta?.text;
    if (text !== undefined) response.write(sse('delta', id, { text }));
    if (event.metadata) response.write(sse('usage', id, event.metadata.usage));
  }
  response.end(sse('done', id + 1, {}));
}

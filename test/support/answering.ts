import { vi } from 'vitest';

/** A client that answers each command by its class, and what it was asked. */
export function answering<Client extends { send: unknown }>(
  client: Client,
  answer: (command: { readonly input: object }) => unknown,
) {
  const asked: { readonly input: object }[] = [];
  vi.spyOn(client, 'send' as never).mockImplementation((async (command: { readonly input: object }) => {
    asked.push(command);
    return answer(command) ?? {};
  }) as never);
  return {
    client,
    inputs: (of: abstract new (...args: never) => object) =>
      asked.filter((one) => one instanceof of).map(({ input }) => input),
  };
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import { log } from './observe.ts';

/**
 * One call of a function, from its event to the end of its answer. Lambda freezes a process that has answered, and lets it
 * go on with the next event, minutes or hours later: whatever was left running then would write long after an erasure has
 * proven that nobody does. So every request to a service belongs to the call that makes it, whoever's client makes it; when
 * the call is over, those under way are broken off, and no other begins.
 */
class Invocation {
  private readonly underWay = new Set<ClientRequest>();
  private isOver = false;

  begin(request: ClientRequest): void {
    if (this.isOver) {
      request.destroy(new WorkLeftBehind());
      return;
    }
    this.underWay.add(request);
    request.once('close', () => this.underWay.delete(request));
  }

  end(): void {
    this.isOver = true;
    if (this.underWay.size === 0) return;
    log('error', 'a call left work behind', { count: this.underWay.size });
    for (const request of this.underWay) request.destroy(new WorkLeftBehind());
  }
}

/** Thrown into a request that its call did not wait for. */
class WorkLeftBehind extends Error {
  override readonly name = 'WorkLeftBehind';
}

const current = new AsyncLocalStorage<Invocation>();
// Node tells this in the context of whoever asks: the SDK's clients and ours are the same to it.
subscribe('http.client.request.created', (message) => {
  if (typeof message !== 'object' || message === null || !('request' in message)) return;
  if (message.request instanceof ClientRequest) current.getStore()?.begin(message.request);
});

/** A handler of which nothing goes on when it has answered. Whatever a function exports is made by this. */
export const whole =
  <Event, Answer>(handle: (event: Event) => Promise<Answer>) =>
  async (event: Event): Promise<Answer> => {
    const invocation = new Invocation();
    try {
      return await current.run(invocation, handle, event);
    } finally {
      invocation.end();
    }
  };

/** As `whole`, where the answer is still to come when the handler has returned: the call ends with it. */
export const wholeStream =
  <Event, Part>(handle: (event: Event) => Promise<AsyncGenerator<Part>>) =>
  async (event: Event): Promise<AsyncGenerator<Part>> => {
    const invocation = new Invocation();
    try {
      return within(invocation, await current.run(invocation, handle, event));
    } catch (error) {
      invocation.end();
      throw error;
    }
  };

/** What is iterated, as part of a call, which ends with it. */
async function* within<Part>(invocation: Invocation, parts: AsyncGenerator<Part>): AsyncGenerator<Part> {
  try {
    for (;;) {
      const part = await current.run(invocation, () => parts.next());
      if (part.done) return;
      yield part.value;
    }
  } finally {
    await current.run(invocation, () => parts.return(undefined));
    invocation.end();
  }
}

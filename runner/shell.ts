import { connect } from 'node:net';
import * as z from 'zod';
import { type Command, lines, shellEvent } from './shell-protocol.ts';

/** How a command ended: by itself, by its time limit, or because the shell itself was gone. */
export interface ShellEnd {
  readonly end: 'exit' | 'time' | 'lost';
  readonly code: number | null;
}

/** Runs one command as the agent's user; ends it, with all it started, when the signal comes. */
export async function runCommand(
  socketPath: string,
  command: Command,
  onOutput: (text: string) => void,
  signal: AbortSignal,
): Promise<ShellEnd> {
  signal.throwIfAborted();
  const socket = connect(socketPath);
  const abort = (): void => void socket.destroy();
  signal.addEventListener('abort', abort, { once: true });
  // A socket that fails also ends the lines below.
  socket.on('error', abort);
  socket.write(`${JSON.stringify(command)}\n`);
  try {
    for await (const line of lines(socket)) {
      const event = shellEvent.parse(JSON.parse(line));
      if ('end' in event) return event;
      onOutput(event.output);
    }
  } catch (error) {
    // The shell ended, or the signal closed the socket.
    if (error instanceof z.ZodError || error instanceof SyntaxError) throw error;
  } finally {
    signal.removeEventListener('abort', abort);
    socket.destroy();
  }
  signal.throwIfAborted();
  return { end: 'lost', code: null };
}

/** Keeps the beginning and the end of a long text, and says how much is missing. */
export class Excerpt {
  private readonly half: number;
  private head = '';
  private tail = '';
  private dropped = 0;

  constructor(maxChars: number) {
    this.half = Math.floor(maxChars / 2);
  }

  add(text: string): void {
    const forHead = text.slice(0, this.half - this.head.length);
    this.head += forHead;
    const tail = this.tail + text.slice(forHead.length);
    const over = Math.max(0, tail.length - this.half);
    this.dropped += over;
    this.tail = tail.slice(over);
  }

  get text(): string {
    return this.dropped === 0
      ? this.head + this.tail
      : `${this.head}\n[… ${this.dropped} characters left out …]\n${this.tail}`;
  }
}

import type { Writable } from 'node:stream';

/** One way to answer a chat stream: what a Lambda function does between its event and its response stream. */
export interface Candidate {
  /** Asks the model and writes server-sent events; ends the response. */
  answer(prompt: string, response: Writable): Promise<void>;
  close(): void;
}

/** A module that `measure.ts` loads in a process of its own. */
export interface CandidateModule {
  /** What marks a piece of the answer in its events; `event: delta` unless it says otherwise. */
  readonly delta?: string;
  open(modelsUrl: string): Candidate | Promise<Candidate>;
}

export const benchModel = 'amazon.nova-lite-v1:0';
export const benchRegion = 'eu-central-1';
export const benchCredentials = { accessKeyId: 'AKIABENCH', secretAccessKey: 'bench' } as const;

/** A server-sent event as the chat route frames it. */
export function sse(event: string, id: number, data: unknown): string {
  return `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}

import { isPassing, type LogLine, Refusal, type RunId } from './platform.ts';
import { retry } from './retry.ts';

const flushMs = 1000;
const maxLineChars = 16_000;
const maxBatchLines = 200;
/** A batch becomes one sealed item of its JSON, and those hold 400 KB. */
const maxBatchBytes = 200_000;
/** Longest that the end of a run waits for its log; after that the log is incomplete and the result is not late. */
const retryMs = 60_000;

export interface RunLogSink {
  appendLog(runId: RunId, body: { seq: number; lines: LogLine[] }): Promise<boolean>;
}

/** The log of one run, sent in batches of a second. A batch keeps its number when it is sent again, so it counts once. */
export class RunLog {
  private readonly sink: RunLogSink;
  private readonly runId: RunId;
  private readonly onStop: () => void;
  private readonly waiting: LogLine[] = [];
  private seq: number;
  private sending: Promise<void> | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(sink: RunLogSink, runId: RunId, firstSeq: number, onStop: () => void) {
    this.sink = sink;
    this.runId = runId;
    this.seq = firstSeq;
    this.onStop = onStop;
    this.timer = setInterval(() => void this.flush(), flushMs);
  }

  write(stream: LogLine['stream'], text: string): void {
    const at = new Date().toISOString();
    for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
      for (let from = 0; from < line.length; from += maxLineChars) {
        this.waiting.push({ at, stream, text: line.slice(from, from + maxLineChars) });
      }
    }
  }

  /** Sends what is left. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    while (this.waiting.length > 0 || this.sending) await this.flush();
  }

  private flush(): Promise<void> {
    this.sending ??= this.send().finally(() => {
      this.sending = undefined;
    });
    return this.sending;
  }

  private async send(): Promise<void> {
    while (this.waiting.length > 0) {
      const body = { seq: this.seq, lines: this.nextBatch() };
      this.seq += 1;
      try {
        const attempt = (): Promise<boolean> => this.sink.appendLog(this.runId, body);
        if (await retry(attempt, { withinMs: retryMs, pauseMs: 500, when: isPassing })) this.onStop();
      } catch (error) {
        // A run that is gone needs no more work; a log that cannot be written does not end a run.
        if (isGone(error)) this.onStop();
      }
    }
  }

  private nextBatch(): LogLine[] {
    let bytes = 0;
    const end = this.waiting.slice(0, maxBatchLines).findIndex((line) => {
      bytes += Buffer.byteLength(JSON.stringify(line));
      return bytes > maxBatchBytes;
    });
    return this.waiting.splice(0, end === -1 ? maxBatchLines : Math.max(1, end));
  }
}

/** The run was deleted, or has ended for the platform. */
export const isGone = (error: unknown): boolean =>
  error instanceof Refusal && [404, 409, 410].includes(error.status);

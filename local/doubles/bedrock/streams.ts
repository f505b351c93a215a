/** What the double tells about one call; never its content. Times are milliseconds since 1970. */
export interface StreamRecord {
  readonly id: string;
  readonly operation: string;
  readonly modelId: string;
  readonly path: string;
  /** The Region of the caller's signature. */
  readonly region: string;
  /** The caller as the emulator knows it; absent where no emulator is asked. */
  caller?: string;
  readonly protocol: string;
  readonly requestBytes: number;
  responseBytes: number;
  /** What its usage says of the request; absent where nothing was answered. */
  inputTokens?: number;
  tokens: number;
  readonly startedAt: number;
  firstByteAt?: number;
  endedAt?: number;
  state: 'open' | 'completed' | 'client-closed' | 'broken' | 'refused';
  /** Why it was refused or broken. */
  code?: string;
}

/** A call with its content: only kept while a test wants to look for what must not be there. */
export interface Capture {
  readonly id: string;
  readonly path: string;
  readonly region: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const kept = 1000;

/** The last thousand calls. */
export class Streams {
  private records: StreamRecord[] = [];
  private captured: Capture[] = [];
  capturing = false;

  open(record: StreamRecord): StreamRecord {
    this.records = [...this.records.slice(1 - kept), record];
    return record;
  }

  capture(content: Capture): void {
    if (this.capturing) this.captured = [...this.captured.slice(1 - kept), content];
  }

  list(): readonly StreamRecord[] {
    return this.records;
  }

  captures(): readonly Capture[] {
    return this.captured;
  }

  forgetCaptures(): void {
    this.captured = [];
  }

  /** Forgets the calls that are over. */
  clear(): void {
    this.records = this.records.filter((record) => record.state === 'open');
    this.forgetCaptures();
  }
}

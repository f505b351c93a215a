import {
  type CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';

const flushEveryMs = 500;

/** What one process of a function says, in a stream of its log group. A log that cannot be written is lost, as on AWS. */
export class FunctionLog {
  private readonly client: CloudWatchLogsClient;
  private readonly group: string;
  readonly stream: string;
  private lines: { timestamp: number; message: string }[] = [];
  private timer: NodeJS.Timeout | undefined;
  private written: Promise<unknown>;

  constructor(client: CloudWatchLogsClient, group: string, stream: string) {
    this.client = client;
    this.group = group;
    this.stream = stream;
    this.written = Promise.resolve();
  }

  add(message: string): void {
    if (message === '') return;
    this.lines.push({ timestamp: Date.now(), message });
    this.timer ??= setTimeout(() => this.flush(), flushEveryMs);
  }

  /** Writes what is left; the log takes no more. */
  async close(): Promise<void> {
    this.flush();
    await this.written;
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const lines = this.lines;
    this.lines = [];
    if (lines.length === 0) return;
    this.written = this.written.then(() => this.put(lines)).catch(() => undefined);
  }

  private async put(logEvents: FunctionLog['lines']): Promise<void> {
    const stream = { logGroupName: this.group, logStreamName: this.stream };
    const put = () => this.client.send(new PutLogEventsCommand({ ...stream, logEvents }));
    await put().catch(async (error: unknown) => {
      if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
      await this.client.send(new CreateLogStreamCommand(stream));
      await put();
    });
  }
}

import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { RunId } from './platform.ts';

const pollSeconds = 20;
/** A run whose runner died comes back after this time. */
const visibleAfterSeconds = 60;
const extendMs = 20_000;

const message = z.object({
  runId: z.custom<RunId>((value) => typeof value === 'string' && /^run_[0-9a-z]{26}$/.test(value)),
});

/** A run that was handed to this machine, held back from being handed out again until it is done or given back. */
export interface Handover {
  readonly runId: RunId;
  /** The run needs no more work. */
  done(): Promise<void>;
  /** The run shall be taken up again after a while. */
  giveBack(afterSeconds: number): Promise<void>;
}

/** This machine's queue; its messages hold a run's id and nothing else. */
export class RunQueue {
  private readonly sqs: SQSClient;
  private readonly url: string;

  constructor(sqs: SQSClient, url: string) {
    this.sqs = sqs;
    this.url = url;
  }

  /** Waits up to 20 s for a run. */
  async next(signal: AbortSignal): Promise<Handover | undefined> {
    const receive = new ReceiveMessageCommand({
      QueueUrl: this.url,
      WaitTimeSeconds: pollSeconds,
      VisibilityTimeout: visibleAfterSeconds,
    });
    const { Messages: [taken] = [] } = await this.sqs.send(receive, { abortSignal: signal });
    if (taken?.ReceiptHandle === undefined) return undefined;
    const parsed = message.safeParse(parseJson(taken.Body ?? ''));
    // Nothing that is no run becomes one by waiting.
    if (!parsed.success) await this.remove(taken.ReceiptHandle);
    return parsed.success ? this.hold(parsed.data.runId, taken.ReceiptHandle) : undefined;
  }

  private hold(runId: RunId, handle: string): Handover {
    // When one extension fails the next may not; when all do, the run is handed out twice, and that is harmless.
    const timer = setInterval(
      () => void this.show(handle, visibleAfterSeconds).catch(() => undefined),
      extendMs,
    );
    const letGo = (): void => clearInterval(timer);
    return {
      runId,
      done: () => {
        letGo();
        return this.remove(handle);
      },
      giveBack: (afterSeconds) => {
        letGo();
        return this.show(handle, afterSeconds);
      },
    };
  }

  private async show(handle: string, afterSeconds: number): Promise<void> {
    await this.sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: this.url,
        ReceiptHandle: handle,
        VisibilityTimeout: afterSeconds,
      }),
    );
  }

  private async remove(handle: string): Promise<void> {
    await this.sqs.send(new DeleteMessageCommand({ QueueUrl: this.url, ReceiptHandle: handle }));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

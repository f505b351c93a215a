import { Sha256 } from '@aws-crypto/sha256-js';
import type { ConverseStreamOutput, ConverseStreamRequest, Message } from '@aws-sdk/client-bedrock-runtime';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod';
import type { machineRoutes } from '../contracts/machines/routes.ts';
import type { runRoutes } from '../contracts/runs/routes.ts';
import type { AnswerOf, BodyOf, ParamsOf } from '../contracts/spec/route.ts';
import { serverEvents } from './server-events.ts';

export type RunId = ParamsOf<typeof runRoutes.takeRun>['runId'];
export type LogLine = BodyOf<typeof runRoutes.appendRunLog>['lines'][number];
export type RunResult = BodyOf<typeof runRoutes.endRun>;
/** The contract leaves Bedrock's own shapes open; here they are Bedrock's. */
export interface ModelCall
  extends Pick<BodyOf<typeof runRoutes.converse>, 'model' | 'maxTokens'>,
    Required<Pick<ConverseStreamRequest, 'system' | 'toolConfig'>> {
  readonly messages: readonly Message[];
}
type Task = AnswerOf<typeof runRoutes.takeRun>;

/** The machines' API said no; `code` is the stable code of its problem document. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
  }

  /** Trying again may help. */
  get passing(): boolean {
    return this.status === 403 || this.status === 429 || this.status >= 500;
  }
}

export const isPassing = (error: unknown): boolean => !(error instanceof Refusal) || error.passing;

/** Credentials as the SDK's default chain gives them. */
export type Credentials = ConstructorParameters<typeof SignatureV4>[0]['credentials'];

const callMs = 30_000;
/** Comments come every 10 s: a stream that is silent for longer than this is dead. */
const silenceMs = 45_000;
/** The task is ours by contract; here only what must be there to go on. */
const task = z.custom<Task>(
  (value) => z.object({ state: z.string(), prompt: z.string(), model: z.string() }).safeParse(value).success,
);
const stopOfRun = z.object({ stop: z.boolean() });
const stopOfRuns = z.object({ stop: z.array(z.string()) });
const problem = z.object({ code: z.string() });
const modelEvent = z.custom<ConverseStreamOutput>((value) => z.looseObject({}).safeParse(value).success);

/** The machines' private API, signed with the instance's role. */
export class Platform {
  private readonly base: string;
  private readonly signer: SignatureV4;

  constructor(base: string, region: string, credentials: Credentials) {
    this.base = base;
    this.signer = new SignatureV4({ service: 'execute-api', region, credentials, sha256: Sha256 });
  }

  async reportReady(runnerVersion: string): Promise<void> {
    await this.call('POST', '/machine/v1/ready', { runnerVersion } satisfies BodyOf<
      typeof machineRoutes.reportReady
    >);
  }

  /** Says which runs are worked on; gives those to stop. */
  async beat(running: RunId[]): Promise<readonly string[]> {
    const body = { running } satisfies BodyOf<typeof machineRoutes.beat>;
    return stopOfRuns.parse(await json(await this.call('POST', '/machine/v1/beat', body))).stop;
  }

  async take(runId: RunId): Promise<Task> {
    return task.parse(await json(await this.call('GET', `/machine/v1/runs/${runId}`)));
  }

  /** True when the run shall stop. */
  async appendLog(runId: RunId, body: BodyOf<typeof runRoutes.appendRunLog>): Promise<boolean> {
    return stopOfRun.parse(await json(await this.call('POST', `/machine/v1/runs/${runId}/log`, body))).stop;
  }

  async end(runId: RunId, result: RunResult): Promise<void> {
    await this.call('POST', `/machine/v1/runs/${runId}/result`, result);
  }

  /** One model call; the events are Bedrock's own, each under its name. */
  async *converse(runId: RunId, call: ModelCall, signal: AbortSignal): AsyncGenerator<ConverseStreamOutput> {
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(new Error('silent stream')), silenceMs);
    try {
      const both = AbortSignal.any([signal, silence.signal]);
      const answer = await this.call('POST', `/machine/v1/runs/${runId}/converse`, call, both);
      if (!answer.body) return;
      const heard = passing(answer.body, () => timer.refresh());
      for await (const data of serverEvents(heard)) yield modelEvent.parse(JSON.parse(data));
    } finally {
      clearTimeout(timer);
    }
  }

  private async call(
    method: 'GET' | 'POST',
    path: `/machine/v1/${string}`,
    body?: object,
    signal = AbortSignal.timeout(callMs),
  ): Promise<Response> {
    const url = new URL(this.base + path);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const signed = await this.signer.sign(
      new HttpRequest({
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        headers: { host: url.host, ...(text === undefined ? {} : { 'content-type': 'application/json' }) },
        body: text,
      }),
    );
    const { host: _, ...headers } = signed.headers;
    const answer = await fetch(url, {
      method,
      headers,
      signal,
      ...(text === undefined ? {} : { body: text }),
    });
    if (answer.ok) return answer;
    const said = problem.safeParse(await answer.json().catch(() => undefined));
    throw new Refusal(answer.status, said.success ? said.data.code : 'no-problem-document');
  }
}

async function* passing<T>(items: AsyncIterable<T>, each: () => void): AsyncGenerator<T> {
  for await (const item of items) {
    each();
    yield item;
  }
}

const json = (answer: Response): Promise<unknown> => answer.json();

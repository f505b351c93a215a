import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Deployed } from '../../../local/doubles/cloudfront/deployed-function.ts';
import { FunctionProcess } from '../../../local/doubles/cloudfront/function-process.ts';
import { EmulatedAws } from '../deployment/aws.ts';
import type { SharedDeployment } from '../deployment/shared.ts';
import { type KillPoint, openProxy } from './recording-proxy.ts';

/** What became of one process. */
export interface Life {
  /** The AWS calls that it made, up to its end. */
  readonly calls: readonly string[];
  /** How many of its events it has carried out. */
  readonly done: number;
  /** Whether it came to its own end. */
  readonly ended: boolean;
}

/**
 * Carries out events one after the other, as a warm Lambda does, in the form of a streamed answer. Whoever asks again
 * after a kill may hear that it is there already, or be gone by their own wish: what has become of it tells the story's end.
 */
const inTurn = `const { handler } = require('./index');
exports.handler = awslambda.streamifyResponse(async (events, response) => {
  awslambda.HttpResponseStream.from(response, { statusCode: 200 });
  for (const event of events) {
    const { statusCode = 200 } = (await handler(event)) ?? {};
    if (statusCode >= 400 && statusCode !== 409 && statusCode !== 401) throw new Error('answered ' + statusCode);
    await new Promise((told) => response.write('.', told));
  }
  response.end();
});`;

/** A deployed function, run with its own bundle, environment and role, in processes that can be killed at a call. */
export interface MortalFunction {
  /** Lets one process carry out these events; one that streams takes a single one. */
  live(events: readonly unknown[], point?: KillPoint): Promise<Life>;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Where stories take place; what they open is closed with it. */
export interface Stage {
  readonly deployment: SharedDeployment;
  readonly opened: AsyncDisposableStack;
}

/** What is other than deployed. */
interface Differences {
  /** It answers requests by a stream, so it takes one event. */
  readonly streams?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Opens a function by the name in its spec. */
export async function openMortal(
  { deployment, opened }: Stage,
  name: string,
  { streams = false, environment = {} }: Differences = {},
): Promise<MortalFunction> {
  const deployed = new Deployed(deployment.emulator);
  opened.defer(() => deployed.close());
  const read = await deployed.read(await new EmulatedAws(deployment).functionNamed(name));
  if (!streams) await writeFile(join(read.folder, 'in-turn.js'), inTurn);
  const fn = {
    ...read,
    environment: { ...read.environment, ...environment },
    handler: streams ? read.handler : 'in-turn.handler',
  };
  const credentials = await deployed.credentialsOf(fn);
  const models = {
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: deployment.models,
    AWS_ENDPOINT_URL_BEDROCK: deployment.models,
  };
  return {
    async live(events, point) {
      let kill = async () => {};
      await using proxy = await openProxy(deployment.emulator, point, () => kill());
      const addresses = { ...models, AWS_ENDPOINT_URL: proxy.url };
      const process = new FunctionProcess(fn, credentials, deployed.openLog(fn), addresses);
      kill = () => process.dismiss();
      const said: number[] = [];
      const sink = { onHead: () => {}, onBody: (chunk: Buffer) => void said.push(chunk.length) };
      const outcome = await process.invoke(streams ? events[0] : events, randomUUID(), sink);
      const ended = outcome === 'ended';
      return { calls: [...proxy.calls], done: streams ? Number(ended) : sum(said), ended };
    },
  };
}

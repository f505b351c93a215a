import * as z from 'zod';
import { type ControlPlaneState, loggingConfig, modelSaying, retentionMode } from './control-plane-state.ts';
import { type Controls, rule } from './controls.ts';
import type { Exchange } from './exchange.ts';
import type { Streams } from './streams.ts';

/** What a test may look at and turn. */
export interface Bench {
  readonly controls: Controls;
  readonly streams: Streams;
  readonly state: ControlPlaneState;
  /** Milliseconds before each token. */
  pace: number;
}

type Act = (bench: Bench, body: unknown) => unknown;

/** The admin endpoint, by method and path after `/_models`; each answers JSON. */
const acts: Readonly<Record<string, Act>> = {
  'GET /health': () => ({ ready: true }),
  'GET /streams': ({ streams }) => ({ streams: streams.list() }),
  'DELETE /streams': ({ streams }) => streams.clear(),
  'POST /rules': ({ controls }, body) => controls.add(rule.parse(body)),
  'DELETE /rules': ({ controls }) => controls.clear(),
  'POST /release': ({ controls }, body) =>
    controls.release(z.strictObject({ hold: z.string() }).parse(body).hold),
  'PUT /pace': (bench, body) => {
    bench.pace = z.strictObject({ pace: z.number().min(0) }).parse(body).pace;
  },
  'GET /captures': ({ streams }) => ({ captures: streams.captures() }),
  'PUT /captures': ({ streams }, body) => {
    streams.capturing = z.strictObject({ on: z.boolean() }).parse(body).on;
    if (!streams.capturing) streams.forgetCaptures();
  },
  'GET /account': ({ state }) => ({ regions: state.all() }),
  'PUT /retention': ({ state }, body) => {
    const { region, mode } = z.strictObject({ region: z.string(), mode: retentionMode }).parse(body);
    return state.setMode(region, mode);
  },
  /** Of a foundation model, until the double ends; without words, as the catalogue has it. */
  'PUT /model': ({ state }, body) => {
    const { id, ...said } = modelSaying.extend({ id: z.string() }).parse(body);
    state.say(id, said);
  },
  'PUT /logging': ({ state }, body) => {
    const { region, config } = z
      .strictObject({ region: z.string(), config: loggingConfig.optional() })
      .parse(body);
    return state.setLogging(region, config);
  },
};

export const adminPrefix = '/_models';

/** Serves the admin endpoint. A web page has no business here, and a browser says when it is one. */
export async function administer(bench: Bench, exchange: Exchange): Promise<void> {
  const act = acts[`${exchange.method} ${exchange.path.slice(adminPrefix.length)}`];
  if (exchange.headers['origin'] !== undefined) return exchange.json(403, { message: 'Not for web pages.' });
  if (!act) return exchange.json(404, { message: `One of: ${Object.keys(acts).join(', ')}` });
  try {
    const body = (await exchange.readBody()).toString();
    exchange.json(200, (await act(bench, body === '' ? {} : JSON.parse(body))) ?? {});
  } catch (error) {
    exchange.json(400, { message: error instanceof z.ZodError ? z.prettifyError(error) : String(error) });
  }
}

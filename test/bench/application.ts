import { createRequire } from 'node:module';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { accounts, tokens } from '../../contracts/accounts/stores.ts';
import { balances, ledger } from '../../contracts/billing/stores.ts';
import { answerChunks, conversations, turns } from '../../contracts/chat/stores.ts';
import { kmsKeys } from '../../contracts/platform/kms-keys.ts';
import { contentKeys, readings } from '../../contracts/platform/stores.ts';
import type { Candidate } from './candidate.ts';
import { lambdaEnvironment, questionEvent } from './person.ts';

/** How the deployed function marks a piece of the answer. */
export const delta = '"type":"delta"';

type Handler = (event: object, response: Writable, context: object) => Promise<unknown>;

/**
 * The deployed bundle of the turns function, with everything that it does: authentication, guard, reservation, sealing,
 * metering. Its stores answer from another process.
 */
export function open(modelsUrl: string): Candidate {
  const { BENCH_BUNDLE: bundle = '', BENCH_STORES: stores = '' } = process.env;
  Object.assign(process.env, environment(modelsUrl, stores));
  Object.assign(globalThis, {
    awslambda: { streamifyResponse: (handler: Handler) => handler, HttpResponseStream: { from: inner } },
  });
  const { handler }: { handler: Handler } = createRequire(import.meta.url)(bundle);
  return {
    answer: async (prompt, response) => {
      const done = finished(response);
      await handler(questionEvent(prompt), response, { getRemainingTimeInMillis: () => 900_000 });
      await done;
    },
    close: () => undefined,
  };
}

/** The head of the answer is of no interest here. */
const inner = (response: Writable): Writable => response;

function environment(models: string, stores: string): Record<string, string> {
  const tables = [
    accounts,
    answerChunks,
    balances,
    contentKeys,
    conversations,
    ledger,
    readings,
    tokens,
    turns,
  ];
  return {
    ...lambdaEnvironment,
    ...Object.fromEntries(tables.map(({ env, name }) => [env, name])),
    [kmsKeys.content.env]: 'arn:aws:kms:eu-central-1:111122223333:key/bench',
    AWS_ENDPOINT_URL: stores,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: models,
    MODEL_REGION_GROUP: 'eu',
    MODELS: 'nova-2-lite',
    HOME_REGION: 'eu-central-1',
    ORIGIN: 'https://cloister.test',
    SERVICE: 'turns',
  };
}

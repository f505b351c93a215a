import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { UserId } from '../../contracts/ids.ts';
import { machines } from '../../contracts/machines.ts';
import { runLogs, runRoutes, runs } from '../../contracts/runs.ts';
import { models } from '../../policy/models.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import type { Actor } from '../platform/auth/actor.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { idFor } from '../platform/http/call.ts';
import { api, endpoint, noContent, reply } from '../platform/http/endpoint.ts';
import { Problem } from '../platform/http/problem.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { RunLogStore } from './run-log-store.ts';
import { RunStore } from './run-store.ts';
import { isOver, listedView, newRun, type Run, type RunId, runView } from './runs.ts';

const store = new RunStore(documents, env(runs.env));
const logs = new RunLogStore(documents, env(runLogs.env));
const keys = openContentKeys();
const audit = openAudit();

async function requireMachine(user: UserId): Promise<void> {
  const found = await documents.send(
    new GetCommand({ TableName: env(machines.env), Key: { userId: user }, ProjectionExpression: 'userId' }),
  );
  if (found.Item === undefined)
    throw new Problem('conflict', 'There is no machine to run in. Launch one first.');
}

async function find(actor: Actor, runId: RunId): Promise<Run> {
  const run = await store.find(actor.userId, await keys.open(actor.userId, actor.keyEpoch), runId);
  if (run === undefined) throw new Problem('not_found');
  return run;
}

export const handler = api([
  endpoint({
    route: runRoutes.listRuns,
    run: async ({ actor, query }) => {
      const page = await store.list(actor.userId, await keys.open(actor.userId, actor.keyEpoch), query);
      return reply({ ...page, items: page.items.map((run) => listedView(run)) });
    },
  }),
  endpoint({
    route: runRoutes.startRun,
    run: async (call) => {
      const { actor, body, now } = call;
      await requireMachine(actor.userId);
      const key = await keys.open(actor.userId, actor.keyEpoch);
      const wanted = newRun(
        actor,
        idFor('run', call),
        { prompt: body.prompt, model: body.model ?? models[0].id },
        now,
      );
      // The table's stream tells a function with a way out, which starts the workflow.
      return reply(runView(await store.add(key, wanted)));
    },
  }),
  endpoint({
    route: runRoutes.readRun,
    run: async ({ actor, params }) => reply(runView(await find(actor, params.runId))),
  }),
  endpoint({
    route: runRoutes.stopRun,
    run: async ({ actor, params }) => {
      await store.move(actor.userId, params.runId, 'stopping');
      return reply(runView(await find(actor, params.runId)));
    },
  }),
  endpoint({
    route: runRoutes.deleteRun,
    run: async ({ actor, params }) => {
      const { runId } = params;
      if (!isOver((await find(actor, runId)).state))
        throw new Problem('conflict', 'It still runs. Stop it first.');
      // The log first: without its run nobody could find it again.
      await logs.delete(actor.userId, runId);
      await store.delete(actor.userId, runId);
      await audit.append(actor.userId, { action: 'run.deleted', by: 'you', of: runId });
      return noContent();
    },
  }),
]);

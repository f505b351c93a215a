// Alone: it closes the models for everybody.
import type { Instance } from '@aws-sdk/client-ec2';
import { expect } from 'vitest';
import { readings } from '../../contracts/platform/stores.ts';
import { models, regionGroupOf, regionGroups } from '../../policy/models.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { StreamRefused } from '../support/deployment/calls.ts';
import { ask } from '../support/evidence/chatting.ts';
import { claim } from '../support/evidence/claim.ts';
import { answerAs, launch } from '../support/evidence/machines.ts';
import { plantRun } from '../support/evidence/planting.ts';
import { change, itemsOf } from '../support/evidence/storage.ts';
import { at } from '../support/evidence/template.ts';
import type { Person, Target } from '../support/target.ts';

const home = 'eu-central-1';
const regions = regionGroups[regionGroupOf(home) ?? 'eu'];

/** What a question comes to: `answered`, or the code of the refusal. */
async function outcome(target: Target, person: Person): Promise<unknown> {
  try {
    const { done } = await ask(target, person, 'Is anything kept?');
    return done?.state;
  } catch (error) {
    if (error instanceof StreamRefused) return at(error.problem, 'code');
    throw error;
  }
}

/** What a model call of a run comes to, which its machine makes. A run of its own each time: the runner ends it soon, or sooner. */
async function outcomeOfRun(target: Target, person: Person, instance: Instance, tries = 5): Promise<unknown> {
  const runId = await plantRun(target, person, 0, 7, 'planted', 'running');
  const messages = [{ role: 'user', content: [{ text: 'Is anything kept?' }] }];
  const body = JSON.stringify({ model: models[0].id, messages });
  const answer = await answerAs(target, instance, 'POST', `/machine/v1/runs/${runId}/converse`, body);
  if (answer.status === 200) return answer.text.includes('messageStop') ? 'answered' : answer.text;
  const code = at(JSON.parse(answer.text), 'code');
  return code === 'conflict' && tries > 1 ? outcomeOfRun(target, person, instance, tries - 1) : code;
}

/** Each way to a model that the profile has. */
async function waysToModels(target: Target, person: Person): Promise<readonly (() => Promise<unknown>)[]> {
  const chat = () => outcome(target, person);
  if (!profiles[target.profile].capabilities.includes('machines')) return [chat];
  const instance = await launch(target, person);
  return [chat, () => outcomeOfRun(target, person, instance)];
}

/** Does something to Bedrock's settings, lets the guard read them, and puts everything right again. */
async function whileSet(
  target: Target,
  wrong: () => Promise<unknown>,
  right: () => Promise<unknown>,
  look: () => Promise<void>,
) {
  await wrong();
  try {
    await target.aws.runScheduled('retention-guard');
    await look();
  } finally {
    await right();
    await target.aws.runScheduled('retention-guard');
  }
}

claim('A4', 'simulated', 'another mode anywhere stops all model calls', async (target) => {
  const ways = await waysToModels(target, await target.people.fresh());
  const outcomes = () => Promise.all(ways.map(async (way) => way()));
  await target.aws.runScheduled('retention-guard');
  expect(await outcomes()).toEqual(ways.map(() => 'answered'));
  for (const [region, mode] of [
    [home, 'default'],
    [regions.at(-1), 'provider_data_share'],
  ]) {
    await whileSet(
      target,
      () => target.models.act('PUT /retention', { region, mode }),
      () => target.models.act('PUT /retention', { region, mode: 'none' }),
      async () => expect(await outcomes(), `${mode} in ${region}`).toEqual(ways.map(() => 'retention_guard')),
    );
  }
  expect(await outcomes()).toEqual(ways.map(() => 'answered'));
});

claim('A4', 'simulated', 'so does logging of invocations, and a reading of two hours ago', async (target) => {
  const person = await target.people.fresh();
  await whileSet(
    target,
    () => target.models.act('PUT /logging', { region: home, config: { textDataDeliveryEnabled: true } }),
    () => target.models.act('PUT /logging', { region: home }),
    async () => expect(await outcome(target, person)).toBe('retention_guard'),
  );
  const old = new Date(Date.now() - 2.1 * 3_600_000).toISOString();
  for (const reading of await itemsOf(target, readings, 'retention-mode'))
    await change(target, readings, reading, { at: old });
  try {
    expect(await outcome(target, person)).toBe('retention_guard');
  } finally {
    await target.aws.runScheduled('retention-guard');
  }
  expect(await outcome(target, person)).toBe('answered');
});

claim(
  'A4',
  'simulated',
  { readOnly: true, shows: 'the deployment has set the mode in every Region of the models' },
  async (target) => {
    const settings = await target.models.act('GET /account');
    const modes = regions.map((region) => [region, at(settings, 'regions', region, 'mode')]);
    expect(modes).toEqual(regions.map((region) => [region, 'none']));
  },
);

claim('A24', 'simulated', { readOnly: true, shows: 'the last reading of each Region' }, async (target) => {
  await target.aws.runScheduled('retention-guard');
  const found = await itemsOf(target, readings, 'retention-mode');
  expect(new Set(found.map((reading) => reading['of']))).toEqual(new Set(regions));
  for (const reading of found) {
    expect(reading).toMatchObject({ good: true });
    expect(Date.now() - Date.parse(String(reading['at']))).toBeLessThan(60_000);
  }
});

import { describe, expect, inject, it } from 'vitest';
import { newId } from '../../contracts/ids.ts';
import { type RouteId, routesOf } from '../../contracts/routes.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { openShared } from '../support/deployment/open.ts';
import { sampleOf } from '../support/seed.ts';
import type { Person } from '../support/target.ts';
import { type Fuzz, fuzz } from './schemathesis.ts';

const shared = inject('deployment');
const { parts } = openShared(shared);
const routes = routesOf(profiles[shared.profile].capabilities, 'public');
const examples = sampleOf(5, 100);
// A change is judged by its own faults: new questions are asked in the long run alone.
const seed = Number(process.env['CLOISTER_SEED'] ?? sampleOf(1, Date.now() % 1_000_000));

/** Each starts a machine, which other tests do on purpose; their refusals are tried without a token. */
const costly: readonly string[] = ['launchMachine', 'startMachine', 'startRun'] satisfies RouteId[];
/** After these the caller is nobody, so they are tried last, by a person of their own. */
const leaving = ['signOut', 'endSession', 'endOtherSessions', 'closeAccount'] satisfies RouteId[];
const ending: readonly string[] = leaving;

const both = ['coverage', 'fuzzing'] as const;

const headersOf = ({ session }: Person) => ({
  cookie: `__Host-session=${session}`,
  origin: shared.origin,
  'x-cloister-csrf': '1',
});

/** A conversation, a credential and a key of a person, and ids of things that nobody has. */
async function idsOf(as: Person): Promise<Record<string, string>> {
  const made = async (path: string, body: unknown) => {
    const answer = await parts.api(`POST ${path}`, { as, body });
    expect(answer.status, path).toBe(201);
    return Object.values(answer.body as Record<string, unknown>).find((value) =>
      /^[a-z]{3}_/.test(String(value)),
    );
  };
  return {
    conversationId: String(await made('/v1/conversations', {})),
    credentialId: String(await made('/v1/credentials', { label: 'fuzzed', value: 'fuzzed' })),
    turnId: newId('turn'),
    runId: newId('run'),
    exportId: newId('export'),
    receiptId: newId('receipt'),
    tokenId: newId('session'),
  };
}

async function holds(name: string, part: Pick<Fuzz, 'routes' | 'headers' | 'ids' | 'phases'>): Promise<void> {
  const { origin, folder } = shared;
  const { passed, said } = await fuzz({ name, origin, folder, seed, examples, ...part });
  expect(passed, `seed ${seed}\n${said}`).toBe(true);
}

// Some thousand requests: a minute and a half on a busy machine.
describe('the API answers as its document says, whatever it is asked', { timeout: 300_000 }, () => {
  it('to nobody', async () => {
    await holds('nobody', {
      routes: routes.filter(({ stream }) => !stream),
      headers: {},
      ids: {},
      phases: ['fuzzing'],
    });
  });

  it('to a person', async () => {
    const person = await parts.people.fresh();
    const tried = routes.filter(({ id, stream }) => !stream && !costly.includes(id) && !ending.includes(id));
    await holds('person', {
      routes: tried,
      headers: headersOf(person),
      ids: await idsOf(person),
      phases: both,
    });
  });

  it.each(ending)('to a person who leaves: %s', async (last) => {
    const person = await parts.people.fresh();
    const tried = routes.filter(({ id }) => id === last);
    await holds(last, {
      routes: tried,
      headers: headersOf(person),
      ids: { tokenId: newId('session') },
      phases: both,
    });
  });
});

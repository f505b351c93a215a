import { answerChunks, turns } from '../../../contracts/chat/stores.ts';
import { credentials } from '../../../contracts/credentials/stores.ts';
import { newId } from '../../../contracts/ids.ts';
import { machines } from '../../../contracts/machines/stores.ts';
import { erasures, exportsTable } from '../../../contracts/privacy/stores.ts';
import { runs } from '../../../contracts/runs/stores.ts';
import type { TableSpec } from '../../../contracts/spec/store.ts';
import { tablesOf } from '../../../contracts/stores.ts';
import { profiles } from '../../../policy/profiles/all.ts';
import { type Canary, plant } from '../canary/canary.ts';
import type { Person, Target } from '../target.ts';
import { beginConversation } from './chatting.ts';
import { contentKeyOf, plantItem, plantRun, seconds } from './planting.ts';
import { daysAgo, itemsOf } from './storage.ts';

/** What somebody has in the stores, each text a canary. */
export interface Belongings {
  readonly title: Canary;
  readonly texts: readonly Canary[];
  /** Known to the vault alone: no export and no log may have it. */
  readonly secret: Canary;
}

type Furnished = Pick<Target, 'api' | 'aws' | 'profile'>;

/** The tables of a profile whose items are found by account. */
export const tablesAbout = (target: Pick<Target, 'profile'>): readonly TableSpec[] =>
  tablesOf(profiles[target.profile].capabilities).filter(({ privacy }) =>
    ['user', 'index'].includes(privacy.subject.by),
  );

/** Tables that `furnish` leaves empty: a machine takes minutes, and nobody's erasure runs while they live here. */
const unfurnished: readonly TableSpec[] = [machines, erasures];
export const isFurnished = (spec: TableSpec): boolean => !unfurnished.includes(spec);

/** Gives a person something in every other table of the profile; a table that stays empty proves nothing. */
export async function furnish(target: Furnished, person: Person): Promise<Belongings> {
  const has = (spec: TableSpec) => tablesAbout(target).includes(spec);
  const [title, secret, label] = [plant('a title'), plant('a credential'), plant('a label')];
  const texts = [label];
  const make = async (path: string, body: object) => {
    const made = await target.api({ method: 'POST', path, as: person, body });
    if (made.status !== 201) throw new Error(`${path} was answered ${made.status}.`);
  };
  await make('/v1/api-keys', { label: label.marks[0], scopes: ['credits:read'], expiresInDays: 1 });
  if (has(credentials)) await make('/v1/credentials', { label: label.marks[1], value: secret.text });
  if (has(turns)) texts.push(title, ...(await plantTurn(target, person, title.text)));
  if (has(runs)) {
    const line = plant('a line of a log');
    await plantRun(target, person, 0, 7, line.text);
    texts.push(line);
  }
  await plantExport(target, person);
  return { title, texts, secret };
}

/** The rest too, for whoever stays: what a machine and an erasure that were leave behind. */
export async function furnishAll(target: Furnished, person: Person): Promise<Belongings> {
  if (tablesAbout(target).includes(machines)) await plantMachine(target, person);
  await plantItem(target, erasures, await contentKeyOf(target, person), {
    userId: erasures.item.shape.userId.parse(person.userId),
    erasureId: newId('erasure'),
    receiptId: newId('receipt'),
    state: 'erased',
    requestedAt: daysAgo(1),
    dueAt: seconds(-1),
    erased: {},
    keysDestroyed: {},
    expiresAt: seconds(1),
  });
  return furnish(target, person);
}

/** A machine that came to nothing: no instance belongs to it. */
export async function plantMachine(target: Furnished, person: Person): Promise<void> {
  await plantItem(target, machines, await contentKeyOf(target, person), {
    userId: machines.item.shape.userId.parse(person.userId),
    machineId: newId('machine'),
    customerId: newId('customer'),
    state: 'failed',
    generation: 1,
    events: [],
    createdAt: daysAgo(0),
  });
}

/** A conversation with an answered turn and a piece of its answer, without a model. */
async function plantTurn(target: Furnished, person: Person, title: string): Promise<readonly Canary[]> {
  const [prompt, answer] = [plant('a question'), plant('an answer')];
  const ids = turns.item.shape;
  const conversationId = ids.conversationId.parse(await beginConversation(target, person, title));
  const [userId, turnId] = [ids.userId.parse(person.userId), newId('turn')];
  const key = await contentKeyOf(target, person);
  await plantItem(target, turns, key, {
    userId,
    turnKey: `${conversationId}#${turnId}`,
    conversationId,
    turnId,
    prompt: prompt.text,
    answer: answer.text,
    state: 'answered',
    model: 'nova-lite',
    region: 'eu-central-1',
    retention: 'none',
    createdAt: daysAgo(0),
    endedAt: daysAgo(0),
  });
  await plantItem(target, answerChunks, key, {
    userId,
    chunkKey: `${turnId}#00000000`,
    first: 0,
    deltas: [answer.text],
    expiresAt: seconds(1),
  });
  return [prompt, answer];
}

/** An export that came to nothing: its request stays for a while. */
async function plantExport(target: Furnished, person: Person): Promise<void> {
  await plantItem(target, exportsTable, await contentKeyOf(target, person), {
    userId: exportsTable.item.shape.userId.parse(person.userId),
    exportId: newId('export'),
    state: 'failed',
    requestedAt: daysAgo(0),
    expiresAt: seconds(1),
  });
}

/** How many items of a person lie in each table. */
export const holdingsOf = async (
  target: Pick<Target, 'aws' | 'profile'>,
  { userId }: Person,
): Promise<ReadonlyMap<TableSpec, number>> =>
  new Map(
    await Promise.all(
      tablesAbout(target).map(async (spec) => [spec, (await itemsOf(target, spec, userId)).length] as const),
    ),
  );

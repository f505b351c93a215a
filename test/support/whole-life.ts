import type { TableSpec } from '../../contracts/spec/store.ts';
import { type Canary, known, plant } from './canary/canary.ts';
import { askIn, beginConversation } from './evidence/chatting.ts';
import { type Archive, exportAll } from './evidence/leaving.ts';
import { bring, instancesOf } from './evidence/machines.ts';
import { accountOf, documentsOf, itemsOf } from './evidence/storage.ts';
import { at } from './evidence/template.ts';
import type { DeploymentParts, Person } from './target.ts';

/** All that somebody did here, and what must not be found of it. */
export interface Life {
  readonly person: Person;
  readonly conversationId: string;
  readonly runId: string;
  readonly instanceId: string;
  /** What an export takes along. */
  readonly exported: readonly Canary[];
  /** What nobody ever sees again, its owner included. */
  readonly credential: Canary;
  /** Names that the person gave to things; no content, but theirs. */
  readonly labels: readonly Canary[];
  /** Who the person is. */
  readonly identity: readonly Canary[];
  readonly account: Canary;
  readonly archive: Archive;
  /** The name of the archive's object. */
  readonly archiveKey: string;
}

/** Signs up and does one of everything, by the API alone. */
export async function live(parts: DeploymentParts): Promise<Life> {
  const began = new Date();
  const person = await parts.people.fresh();
  const [title, question, answer] = [plant('a title'), plant('a question'), plant('an answer')];
  const conversationId = await beginConversation(parts, person, title.text);
  const prompt = `${question.text} [[models text="${answer.text}"]]`;
  for await (const event of askIn(parts, person, conversationId, prompt))
    if (event.type === 'error') throw new Error(`the turn failed: ${event.code}`);

  const [credential, label, keyLabel] = [plant('a credential'), plant('its label'), plant('a key’s label')];
  await post(parts, person, '/v1/credentials', { label: label.text, value: credential.text });
  const key = { label: keyLabel.text, scopes: ['chat:read'], expiresInDays: 1 };
  await post(parts, person, '/v1/api-keys', key);

  await bring(parts, person, 'launch', 'ready');
  const [instance] = await instancesOf(parts, person);
  const { runId, task, printed } = await runAgent(parts, person);
  const { archive, link } = await exportAll(parts, person);
  const { subject } = await accountOf(parts, person);
  return {
    person,
    conversationId,
    runId,
    instanceId: instance?.InstanceId ?? '',
    exported: [title, question, answer, task, printed],
    credential,
    labels: [label, keyLabel],
    identity: [
      known('the address', person.email, began),
      known('the password', person.password, began),
      known('the id of the identity service', subject, began),
    ],
    account: known('the account’s id', person.userId, began),
    archive,
    archiveKey: link.pathname.split('/').slice(-2).join('/'),
  };
}

async function post({ api }: DeploymentParts, as: Person, path: string, body: unknown): Promise<unknown> {
  const answered = await api(`POST ${path}`, { as, body });
  if (answered.status >= 300) throw new Error(`${path} was answered ${answered.status}.`);
  return answered.body;
}

/** Has the agent use its shell. What the command prints stands nowhere in what was asked: it is two halves there. */
async function runAgent(parts: DeploymentParts, person: Person) {
  const [task, word] = [plant('a task'), plant('what a tool printed')];
  const [mark = ''] = word.marks;
  const prompt = `${task.text}: \`printf %s%s ${mark.slice(0, 5)} ${mark.slice(5)}\``;
  const runId = String(at(await post(parts, person, '/v1/runs', { prompt }), 'runId'));
  let log = '';
  for await (const { data } of parts.stream(`GET /v1/runs/${runId}/log`, { as: person })) {
    log += JSON.stringify(data);
    if (at(data, 'type') === 'done') break;
  }
  if (!log.includes(mark)) throw new Error('the log does not say what the tool printed');
  const run = await parts.api(`GET /v1/runs/${runId}`, { as: person });
  if (!String(at(run.body, 'output')).includes(mark))
    throw new Error(`the run is ${String(at(run.body, 'state'))} and does not tell what the tool printed`);
  return { runId, task, printed: known(word.label, mark, word.since) };
}

/** Items as they lay in their tables. */
export type Kept = readonly (readonly [TableSpec, readonly Readonly<Record<string, unknown>>[]])[];

/** Copies of a person's raw items, as a backup has them. */
export const keep = async (
  parts: DeploymentParts,
  person: Person,
  specs: readonly TableSpec[],
): Promise<Kept> =>
  Promise.all(specs.map(async (spec) => [spec, await itemsOf(parts, spec, person.userId)] as const));

/** Puts kept items back for as long as something is tried. */
export async function putBack(parts: DeploymentParts, kept: Kept): Promise<AsyncDisposable> {
  const db = documentsOf(parts);
  const each = async (
    act: (TableName: string, item: Readonly<Record<string, unknown>>, spec: TableSpec) => unknown,
  ) => {
    for (const [spec, items] of kept)
      for (const item of items) await act(parts.aws.nameOf(spec.name), item, spec);
  };
  await each((TableName, Item) => db.put({ TableName, Item }));
  return {
    [Symbol.asyncDispose]: () =>
      each((TableName, item, { keys: { partition, sort } }) => {
        const names = sort === undefined ? [partition] : [partition, sort];
        const Key = Object.fromEntries(names.map((name) => [name, item[name]]));
        return db.delete({ TableName, Key });
      }),
  };
}

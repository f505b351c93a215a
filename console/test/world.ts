/// <reference types="node" />
import { createHash } from 'node:crypto';

/** What the fixture shows: who is signed in and how the account stands. */
export type Scene = 'out' | 'onboarding' | 'ready' | 'fresh' | 'low' | 'empty' | 'restricted' | 'closing' | 'broken';

const CREDIT = 1_000_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
export const ahead = (ms: number): string => ago(-ms);
export const idOf = (prefix: string, name: string | number): string =>
  `${prefix}_${createHash('sha256').update(String(name)).digest('hex').slice(0, 26)}`;

const answer = `The tide at the quay follows the moon, so the study needs **two full cycles** of about 25 hours, and better a spring and a neap tide.

## What to measure

1. Level, every ten minutes, against a fixed mark
2. Current at three depths, from a moored profiler
3. Wind and pressure, because a storm from the north adds up to 40 cm

| Instrument | Days | Why |
| --- | --- | --- |
| Pressure gauge | 30 | level |
| Profiler | 15 | current |

A small script turns the gauge's log into heights:

\`\`\`python
from math import fsum

def mean_level(readings: list[float]) -> float:
    """Metres above the mark."""
    return fsum(readings) / len(readings)
\`\`\`

Begin with the gauge: it is cheap, and [the tables](https://example.org/tides) are only good to about 10 cm inside a harbour.`;

const turn = (name: string, over: object) => ({
  turnId: idOf('trn', name),
  state: 'answered',
  model: 'claude-sonnet-4-5',
  region: 'eu-central-1',
  retention: 'none',
  inputTokens: 212,
  outputTokens: 431,
  cost: 0.781 * CREDIT,
  createdAt: ago(2 * HOUR),
  endedAt: ago(2 * HOUR),
  ...over,
});

export const models = [
  ['claude-sonnet-4-5', 'Sonnet 4.5', 'Anthropic', 330, 1650],
  ['claude-haiku-4-5', 'Haiku 4.5', 'Anthropic', 110, 550],
  ['nova-lite', 'Nova Lite', 'Amazon', 7, 27],
].map(([id, label, maker, input, output]) => ({
  id,
  label,
  maker,
  region: 'eu-central-1',
  retention: 'none',
  trainsOnInput: false,
  inputPerMillion: Number(input) * CREDIT,
  outputPerMillion: Number(output) * CREDIT,
  priceFrom: '2026-11-01',
}));

const titles = ['Plan for the harbour study', 'Tax letter', 'Names for the boat', 'Reading list on tides', 'A recipe for plum jam', 'Questions before a rental contract is signed', 'Summary of the minutes'];
export const conversations = titles.map((title, index) => ({
  conversationId: idOf('cnv', index),
  title,
  model: 'claude-sonnet-4-5',
  createdAt: ago(index * 0.9 * DAY + HOUR),
  updatedAt: ago(index * 0.9 * DAY + HOUR / 4),
}));

export const turnsOf = new Map<string, object[]>([
  [
    idOf('cnv', 0),
    [
      turn('a', { prompt: 'We want to study the currents in the harbour before the new quay is built. What should we measure, and for how long?', answer }),
      turn('b', { prompt: 'And what would a diver add?', answer: 'A diver sees what no instrument does: scour at the piles,', state: 'stopped', estimated: true, cost: 0.12 * CREDIT, createdAt: ago(HOUR) }),
    ],
  ],
  [idOf('cnv', 1), [turn('c', { prompt: 'Write to the tax office that the form comes a week late.', state: 'failed', failure: 'model_throttled', cost: 0 })]],
]);

export const movements = Array.from({ length: 24 }, (_, index) => {
  const kind = index === 23 ? 'welcome' : index % 5 === 2 ? 'machine' : index % 7 === 3 ? 'run' : 'chat';
  return {
    entryId: idOf('led', index),
    at: ago(index * 0.55 * DAY + HOUR),
    kind,
    of: idOf('trn', index),
    amount: kind === 'welcome' ? 500 * CREDIT : -Math.round((kind === 'machine' ? 6.2 : 0.4 + ((index * 37) % 11) / 4) * CREDIT),
    ...(kind === 'chat' && { model: 'claude-sonnet-4-5', inputTokens: 212 + index, outputTokens: 431 * (index + 1), estimated: index === 1 }),
    ...(kind === 'machine' && { seconds: 5580 }),
  };
});

export const runs = [
  ['Find out which processes use the most memory on this machine, and write a short report.', 'running', 1.42],
  ['Convert all tide tables in ~/tides to CSV', 'succeeded', 3.1],
  ['Check the links of the study', 'failed', 0.4],
  ['Draw the map again', 'stopped', 0.02],
].map(([prompt, state, cost], index) => ({
  runId: idOf('run', index),
  prompt,
  state,
  model: 'claude-haiku-4-5',
  cost: Number(cost) * CREDIT,
  logExpiresAt: ahead((7 - index) * DAY),
  createdAt: ago(index * DAY + 90_000),
  startedAt: ago(index * DAY + 60_000),
  ...(state !== 'running' && { endedAt: ago(index * DAY + 6000) }),
  ...(state === 'failed' && { failure: 'machine_lost' }),
  ...(state === 'succeeded' && { output: 'Converted **31 tables**. Two had no year in their head; I took it from the file name:\n\n- `tides/aug.txt` → 2024\n- `tides/sep.txt` → 2024' }),
}));

const steps = [
  ['system', 'Run accepted by the machine'],
  ['agent', 'I will list the processes by resident memory first.'],
  ['tool', 'shell: ps -eo pid,comm,rss --sort=-rss | head -6'],
  ['output', '  PID COMMAND           RSS\n  412 cloister-runner  61240\n  388 systemd-journal  20112\n    1 systemd          12480'],
  ['agent', 'The runner itself uses the most. I will check whether that grows.'],
  ['tool', 'shell: sleep 5; ps -o rss= -p 412'],
  ['output', '61244'],
] as const;
export const logLines = steps.map(([stream, text], index) => ({ at: ago(60_000 - index * 4000), stream, text }));

export const machine = {
  machineId: idOf('vm', 1),
  state: 'ready',
  instanceType: 't4g.small',
  startedAt: ago(14 * 60_000),
  readyAt: ago(13 * 60_000),
  paidUntil: ahead(60_000),
  costSoFar: 0.93 * CREDIT,
  perHour: 4 * CREDIT,
  lastsUntil: ahead(5 * HOUR),
  events: [
    { at: ago(3 * DAY), what: 'launching' },
    { at: ago(3 * DAY - 90_000), what: 'ready' },
    { at: ago(2 * DAY), what: 'stopping' },
    { at: ago(2 * DAY - 40_000), what: 'stopped' },
    { at: ago(15 * 60_000), what: 'starting' },
    { at: ago(13 * 60_000), what: 'ready' },
  ],
  createdAt: ago(3 * DAY),
};

export const credentials = [
  { credentialId: idOf('crd', 1), label: 'Git token of the study', createdAt: ago(40 * DAY), replacedAt: ago(3 * DAY) },
  { credentialId: idOf('crd', 2), label: 'Weather service', createdAt: ago(11 * DAY) },
];

const held = (store: string, label: string, examples: string, purpose: string, period: string, count?: number, extra: object = {}) => ({
  store, label, examples, purpose, basis: 'contract (GDPR Art. 6(1)(b))', category: 'account', period, afterErasure: 'erased', ...(count !== undefined && { count }), ...(count && { oldest: ago(40 * DAY) }), ...extra,
});
export const inventory = [
  held('accounts', 'Account', 'when it was created, its state, your plan, age declaration', 'to run your account', 'life of the account', 1),
  held('user-pool', 'Sign-in identity', 'e-mail address, password verifier', 'to run your account', 'life of the account', 1),
  held('tokens', 'Sessions and API keys', 'when you signed in, kind of browser, last use', 'to keep the service secure', '30 days', 3, { nextExpiry: ahead(6 * HOUR) }),
  held('conversations', 'Conversations', 'your messages, the answers, titles', 'to provide the service', 'life of the account', 7),
  held('run-logs', 'Run logs', 'what the agent said and did, line by line', 'to provide the service', '7 days, by your plan', 128, { nextExpiry: ahead(2 * DAY) }),
  held('credentials', 'Stored credentials', 'name, and the sealed value that is never shown again', 'to provide the service', 'life of the account', 2),
  held('exports', 'Exports', 'the archive that you asked for', 'to provide the service', '24 hours', 0),
  held('ledger', 'Credits', 'movements and balance under a number without your name', 'to bill', '7 years', 24, { basis: 'legal duty (GDPR Art. 6(1)(c))', afterErasure: 'Billing records are kept seven years by law, under a number that no longer leads to you.' }),
  held('access-logs', 'Access logs', 'IP address, kind of browser, time, request id', 'to keep the service secure', '30 days', undefined, { note: 'kept by request, not by account', afterErasure: 'Access logs expire after 30 days; they are not kept by account.' }),
];

const actions = ['account.created', 'session.started', 'credential.stored', 'machine.launched', 'session.ended', 'session.started', 'export.requested', 'credential.replaced'];
export const audit = actions.reduce<Record<string, unknown>[]>((events, action, sequence) => {
  const event = { userId: idOf('usr', 1), sequence, at: ago((actions.length - sequence) * DAY), action, by: sequence === 4 ? 'platform' : 'you', previous: events.at(-1)?.['hash'] ?? '0'.repeat(64) };
  const fields = [event.previous, event.userId, event.sequence, event.at, event.action, event.by, null];
  const hash = createHash('sha256').update(fields.map((field) => JSON.stringify(field)).join('\n')).digest('hex');
  return [...events, { ...event, hash }];
}, []);

export const exportsMade = [{ exportId: idOf('exp', 1), state: 'ready', bytes: 184_220, requestedAt: ago(3 * HOUR), readyAt: ago(3 * HOUR), expiresAt: Math.floor((Date.now() + 21 * HOUR) / 1000) }];

export const tokens = (prefix: string, labels: readonly string[]) =>
  labels.map((label, index) => ({
    tokenId: idOf(prefix, index),
    kind: prefix === 'ses' ? 'session' : 'api-key',
    label,
    createdAt: ago((index + 1) * 5 * HOUR),
    lastUsedOn: ago(index * DAY).slice(0, 10),
    expiresAt: Math.floor((Date.now() + 9 * DAY) / 1000),
    current: index === 0 && prefix === 'ses',
    ...(prefix === 'key' && { scopes: ['chat:read', 'chat:write'] }),
  }));

export const policyHtml = '<h1>Privacy policy</h1><p>Cloister is a platform for private AI agents. This page is generated from the same declarations as its infrastructure.</p><h2>What is kept</h2><table><thead><tr><th>What</th><th>Why</th><th>How long</th></tr></thead><tbody><tr><td>Conversations</td><td>to provide the service</td><td>life of the account</td></tr><tr><td>Run logs</td><td>to provide the service</td><td>7 to 90 days, by plan</td></tr></tbody></table><h2>Who else sees it</h2><ul><li>Amazon Web Services, which runs the machines</li><li>Amazon Bedrock, with zero retention</li></ul><h2>Your rights</h2><p>Everything can be taken out and deleted by yourself, at once. Questions go to the privacy contact.</p>';

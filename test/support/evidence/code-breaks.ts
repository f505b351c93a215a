import type { ClaimId } from '../../../policy/claims/claim.ts';

/** One place of the code, and what stands there once the control is broken. */
export type Edit = readonly [file: string, from: string, to: string];

const seal = 'lambdas/platform/keys/seal.ts';
const finish = 'lambdas/chat/finish-turn.ts';
const converse = 'lambdas/runs/converse.ts';
const queue = 'lambdas/machines/machine-queue-store.ts';
const erase = 'workflows/erase.ts';

/** One control broken in what is deployed, by all edits at once: where a second one holds what the first let through, both are. */
const breaking = (claims: readonly ClaimId[], broken: string, ...edits: readonly Edit[]) => ({
  claims,
  broken,
  edits,
});

/** The evidence of each of the claims must fail where its control is broken. */
export const codeBreaks = [
  breaking(
    ['A9', 'A19', 'A37', 'T15'],
    'what is sealed lies there in clear, and opens all the same',
    [seal, 'nonce, cipher.update(plaintext), cipher', 'nonce, plaintext, cipher'],
    [
      seal,
      'decipher.update(value.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES))',
      'value.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES)',
    ],
    [seal, 'decipher.final();', ''],
  ),
  breaking(['C106', 'C42'], 'a session that was ended and a key that was revoked still open', [
    'lambdas/accounts/own-tokens.ts',
    'await audit.record(user, { action, by, of: tokenId }, store.deleting(tokenHash));',
    'await audit.append(user, { action, by, of: tokenId });',
  ]),
  breaking(['T31', 'C83'], 'closing leaves the credentials and their key to the end of the window', [
    'lambdas/privacy/close-account.ts',
    '.filter(({ privacy }) => privacy.atOnce)',
    '.filter(() => false)',
  ]),
  breaking(['T30', 'A42'], 'an erasure forgets a store, and its proof too', [
    'lambdas/privacy/erasure-work.ts',
    '.filter(isErasable);',
    ".filter((one) => isErasable(one) && one.name !== 'run-logs');",
  ]),
  breaking(['C120'], 'an export forgets a store', [
    'lambdas/privacy/keepers/table.ts',
    'if (item !== undefined) items',
    "if (item !== undefined && spec.name !== 'runs') items",
  ]),
  breaking(['A2'], 'the queue of a machine has a key of AWS', [
    queue,
    "KmsMasterKeyId: env('MACHINE_QUEUE_KEY')",
    "SqsManagedSseEnabled: 'true'",
  ]),
  breaking(['T26'], 'the queue of a machine takes messages by plain connections', [
    queue,
    "Action: 'sqs:*',",
    "Action: 'sqs:PurgeQueue',",
  ]),
  breaking(['T2'], 'the queue of a machine does not say whose it is', [
    queue,
    'tags: tagsOf(machineQueue)',
    'tags: {}',
  ]),
  breaking(['T2'], 'the log of a run is followed by anybody', [
    'lambdas/runs/follow-log.ts',
    "if ((await parts.states.find(actor.userId, params.runId)) === undefined) throw new Problem('not_found');",
    'void Problem;',
  ]),
  breaking(['T1'], 'a published policy takes another text under its date', [
    'lambdas/privacy/policy-store.ts',
    "ConditionExpression: 'attribute_not_exists(version) OR sha256 = :same'",
    "ConditionExpression: 'sha256 <> :same OR sha256 = :same'",
  ]),
  breaking(
    ['A11'],
    'the ledger keeps a finer time than that of the answer',
    [
      'contracts/billing/stores.ts',
      '    seconds: z.optional(z.int()),\n',
      '    seconds: z.optional(z.int()),\n    beganAt: z.optional(instant),\n',
    ],
    [
      'lambdas/billing/ledger-items.ts',
      'const entry = { ...facts,',
      'const entry = { ...facts, beganAt: facts.at,',
    ],
  ),
  breaking(['A10'], 'a charge stands in the ledger and leaves the balance as it was', [
    'lambdas/billing/ledger-items.ts',
    '{ hold, charge, next }) },\n  ];',
    '{ hold, charge: 0, next }) },\n  ];',
  ]),
  breaking(
    ['A4'],
    'machines ask models while the guard is shut',
    [
      converse,
      '[account, lives] = await Promise.all([parts.owners.of(instanceId), parts.guard.check(now)])',
      'account = await parts.owners.of(instanceId)',
    ],
    [
      converse,
      'permittedModel(parts.offered, lives, id)',
      "permittedModel(parts.offered, new Map([[id, 'active']]), id)",
    ],
  ),
  breaking(['C88'], 'a run keeps its log for the longest time of all plans', [
    'lambdas/runs/runs.ts',
    'logDays: plans[owner.plan].runLogDays,',
    'logDays: plans.business.runLogDays,',
  ]),
  breaking(
    ['T32'],
    'a machine lives on to the end of the window',
    [erase, "endMachine === undefined ? 'HideContent' : 'EndMachine',", "'HideContent',"],
    [erase, "...endingMachine(steps, endMachine, '', 'HideContent'),", ''],
  ),
  breaking(['A41'], 'the inventory leaves out what is no table of ours', [
    'lambdas/privacy/privacy.handler.ts',
    'capabilities);',
    "capabilities).filter(({ kind }) => kind === 'table');",
  ]),
  breaking(
    ['A17'],
    'a failure is told to the listener and kept as an answer',
    [finish, "return { state: 'failed', failure: end.failure };", "return { state: 'answered' };"],
    [finish, 'state: ending.state,', 'state: end.state,'],
  ),
  breaking(['A16'], 'another model is asked than the person chose', [
    'lambdas/models/bedrock/ask-bedrock.ts',
    'model.inferenceProfile[group]',
    "'eu.amazon.nova-2-lite-v1:0'",
  ]),
];

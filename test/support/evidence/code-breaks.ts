import type { ClaimId } from '../../../policy/claims/claim.ts';

/** One place of the code, and what stands there once the control is broken. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** One control broken in what is deployed; the evidence of each of these claims must fail then. */
export interface CodeBreak {
  readonly claims: readonly ClaimId[];
  readonly broken: string;
  /** All at once: where a second control holds what the first let through, both are broken. */
  readonly edits: readonly Edit[];
}

const seal = 'lambdas/platform/keys/seal.ts';
const finish = 'lambdas/chat/finish-turn.ts';

export const codeBreaks: readonly CodeBreak[] = [
  {
    claims: ['A9', 'A19', 'A37', 'T15'],
    broken: 'what is sealed lies there in clear, and opens all the same',
    edits: [
      { file: seal, from: 'nonce, cipher.update(plaintext), cipher', to: 'nonce, plaintext, cipher' },
      {
        file: seal,
        from: 'decipher.update(value.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES))',
        to: 'value.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES)',
      },
      { file: seal, from: 'decipher.final();', to: '' },
    ],
  },
  {
    claims: ['C106', 'C42'],
    broken: 'a session that was ended and a key that was revoked still open',
    edits: [
      {
        file: 'lambdas/accounts/own-tokens.ts',
        from: "await audit.record(user, { action, by: 'you', of: tokenId }, store.deleting(tokenHash));",
        to: "await audit.append(user, { action, by: 'you', of: tokenId });",
      },
    ],
  },
  {
    claims: ['T31', 'C83'],
    broken: 'closing leaves the credentials and their key to the end of the window',
    edits: [
      {
        file: 'lambdas/privacy/close-account.ts',
        from: '.filter(({ privacy }) => privacy.atOnce)',
        to: '.filter(() => false)',
      },
    ],
  },
  {
    claims: ['T30', 'A42'],
    broken: 'an erasure forgets a store, and its proof too',
    edits: [
      {
        file: 'lambdas/privacy/erasure-work.ts',
        from: '.filter(isErasable);',
        to: ".filter((one) => isErasable(one) && one.name !== 'run-logs');",
      },
    ],
  },
  {
    claims: ['C120'],
    broken: 'an export forgets a store',
    edits: [
      {
        file: 'lambdas/privacy/keepers/table.ts',
        from: 'if (item !== undefined) items',
        to: "if (item !== undefined && spec.name !== 'runs') items",
      },
    ],
  },
  {
    claims: ['A2'],
    broken: 'the queue of a machine has a key of AWS',
    edits: [
      {
        file: 'lambdas/machines/machine-queue-store.ts',
        from: "KmsMasterKeyId: env('MACHINE_QUEUE_KEY')",
        to: "SqsManagedSseEnabled: 'true'",
      },
    ],
  },
  {
    claims: ['T26'],
    broken: 'the queue of a machine takes messages by plain connections',
    edits: [
      {
        file: 'lambdas/machines/machine-queue-store.ts',
        from: "Action: 'sqs:*',",
        to: "Action: 'sqs:PurgeQueue',",
      },
    ],
  },
  {
    claims: ['T2'],
    broken: 'the queue of a machine does not say whose it is',
    edits: [
      { file: 'lambdas/machines/machine-queue-store.ts', from: 'tags: tagsOf(machineQueue)', to: 'tags: {}' },
    ],
  },
  {
    claims: ['T2'],
    broken: 'the log of a run is followed by anybody',
    edits: [
      {
        file: 'lambdas/runs/follow-log.ts',
        from: "if ((await parts.states.find(actor.userId, params.runId)) === undefined) throw new Problem('not_found');",
        to: 'void Problem;',
      },
    ],
  },
  {
    claims: ['T1'],
    broken: 'a published policy takes another text under its date',
    edits: [
      {
        file: 'lambdas/privacy/policy-store.ts',
        from: "ConditionExpression: 'attribute_not_exists(version) OR sha256 = :same'",
        to: "ConditionExpression: 'sha256 <> :same OR sha256 = :same'",
      },
    ],
  },
  {
    claims: ['A11'],
    broken: 'the ledger keeps a finer time than that of the answer',
    edits: [
      {
        file: 'contracts/billing/stores.ts',
        from: '    seconds: z.optional(z.int()),\n',
        to: '    seconds: z.optional(z.int()),\n    beganAt: z.optional(instant),\n',
      },
      {
        file: 'lambdas/billing/ledger-items.ts',
        from: 'const entry = { ...facts,',
        to: 'const entry = { ...facts, beganAt: facts.at,',
      },
    ],
  },
  {
    claims: ['A10'],
    broken: 'a charge stands in the ledger and leaves the balance as it was',
    edits: [
      {
        file: 'lambdas/billing/ledger-items.ts',
        from: '{ hold, charge, next }) },\n  ];',
        to: '{ hold, charge: 0, next }) },\n  ];',
      },
    ],
  },
  {
    claims: ['A4'],
    broken: 'machines ask models while the guard is shut',
    edits: [
      {
        file: 'lambdas/runs/converse.ts',
        from: '[account] = await Promise.all([parts.owners.of(instanceId), parts.guard.check(now)])',
        to: 'account = await parts.owners.of(instanceId)',
      },
    ],
  },
  {
    claims: ['C88'],
    broken: 'a run keeps its log for the longest time of all plans',
    edits: [
      {
        file: 'lambdas/runs/runs.ts',
        from: 'logDays: plans[owner.plan].runLogDays,',
        to: 'logDays: plans.business.runLogDays,',
      },
    ],
  },
  {
    claims: ['T32'],
    broken: 'a machine lives on to the end of the window',
    edits: [
      {
        file: 'workflows/erase.ts',
        from: "endMachine === undefined ? 'HideContent' : 'EndMachine',",
        to: "'HideContent',",
      },
      {
        file: 'workflows/erase.ts',
        from: "'machine-gone', 'HideContent'",
        to: "'machine-gone', 'DeleteStores'",
      },
      {
        file: 'workflows/erase.ts',
        from: "Default: 'DeleteStores'",
        to: "Default: endMachine === undefined ? 'DeleteStores' : 'EndMachine'",
      },
    ],
  },
  {
    claims: ['A41'],
    broken: 'the inventory leaves out what is no table of ours',
    edits: [
      {
        file: 'lambdas/privacy/privacy.handler.ts',
        from: 'capabilities),',
        to: "capabilities).filter(({ kind }) => kind === 'table'),",
      },
    ],
  },
  {
    claims: ['A17'],
    broken: 'a failure is told to the listener and kept as an answer',
    edits: [
      {
        file: finish,
        from: "    state: end.state,\n    ...(end.state === 'failed' ? { failure: end.failure } : {}),",
        to: "    state: end.state === 'failed' ? 'answered' : end.state,",
      },
      { file: finish, from: 'state: ending.state,', to: 'state: end.state,' },
    ],
  },
  {
    claims: ['A16'],
    broken: 'another model is asked than the person chose',
    edits: [
      {
        file: 'lambdas/models/bedrock/ask-bedrock.ts',
        from: 'model.inferenceProfile[group]',
        to: "'eu.amazon.nova-lite-v1:0'",
      },
    ],
  },
];

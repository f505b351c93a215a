import * as z from 'zod';

/** How a claim was seen to hold, from the weakest to the strongest. */
export const evidenceClasses = ['people', 'synth', 'simulated', 'deployed', 'live'] as const;
export type EvidenceClass = (typeof evidenceClasses)[number];

const claimId = z.templateLiteral([z.enum(['T', 'A', 'C']), z.number()]);

/** What one `claim(…)` leaves behind for the reporter, besides having passed or failed. */
const record = z.strictObject({
  id: claimId,
  evidence: z.enum(evidenceClasses),
  /** What this check adds, where several stand for one claim. */
  shows: z.string().optional(),
  readOnly: z.boolean(),
  /** Who stood in for a part of AWS while the check ran. */
  played: z.array(z.string()),
  assertions: z.int(),
});
export type EvidenceRecord = z.infer<typeof record>;

const result = record.extend({
  state: z.enum(['passed', 'failed', 'skipped']),
  at: z.iso.datetime(),
  durationMs: z.number(),
  file: z.string(),
  line: z.int().optional(),
  error: z.string().optional(),
});
export type EvidenceResult = z.infer<typeof result>;

/** One run of the evidence, as `evidence.json` holds it. */
export const evidenceRun = z.strictObject({
  profile: z.enum(['tropic', 'aegent', 'connic', 'cloister']),
  target: z.enum(['emulator', 'live', 'none']),
  commit: z.string(),
  /** The working tree differed from the commit. */
  changed: z.boolean(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  results: z.array(result),
});
export type EvidenceRun = z.infer<typeof evidenceRun>;

declare module '@vitest/runner' {
  interface TaskMeta {
    evidence?: EvidenceRecord;
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    evidence: EvidenceSettings;
  }
}

/** What a run of the evidence is about; the set-up hands it to every file. */
export interface EvidenceSettings {
  readonly profile: EvidenceRun['profile'];
  /** Where the deployment runs: an operator's AWS account, or the emulator. */
  readonly target: 'emulator' | 'live';
  /** `.local/<name>`: the synthesized templates and the results lie here. */
  readonly folder: string;
}

import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { modelIds, regionGroupOf } from '../../policy/models.ts';
import { profileIds } from '../../policy/profiles/all.ts';

export const stages = ['local', 'dev', 'prod'] as const;
export type Stage = (typeof stages)[number];

/** What an operator decides about one deployment. Nothing secret belongs here: it ends up in templates. */
const settingsSchema = z
  .strictObject({
    /** Home Region: everything lives there; another Region is another deployment. */
    region: z
      .string()
      .refine((region) => regionGroupOf(region) !== undefined, 'no model keeps its promise in this Region'),
    /** Three zones of the Region, where the first three lack an endpoint or a type of machine; dev takes the first. */
    zones: z.array(z.string()).length(3).readonly().optional(),
    /** The console's host name and the hosted zone it is in; required for prod. */
    domain: z
      .strictObject({ name: z.string(), hostedZoneId: z.string(), hostedZoneName: z.string() })
      .optional(),
    /** The console's origin where there is no domain: known after the first deployment, `npm run deploy` fills it in. */
    origin: z.url().optional(),
    /** Who answers questions about privacy; shown in the policy, the footer and every mail (T40). */
    privacyContact: z.email(),
    /** Who is responsible, as the policy names it. */
    controller: z.strictObject({
      name: z.string().min(1),
      address: z.string().min(1),
      country: z.string().length(2),
    }),
    /** The day of the operator's last change to what the policy says of them; the policy's date, where it is the later one. */
    policyRevised: z.iso.date().optional(),
    /** Models whose zero retention the operator has seen in this account (docs/decisions/models.md); prod offers no other unverified one. */
    confirmedModels: z.array(z.enum(modelIds)).readonly().default([]),
    /** From whom mail comes; SES has verified its domain. Without one Cognito sends its own, 50 a day. */
    mailSender: z.email().optional(),
    alarmAddress: z.email(),
    /** `false` where another stage records the account's management calls: a second record of the same is charged. */
    recordsAccount: z.boolean().optional(),
    /** Addresses of a local deployment; set by `npm start` and the tests, never by an operator. */
    local: z.strictObject({ origin: z.url(), emulator: z.url(), longestRun: z.int().optional() }).optional(),
  })
  .readonly();
export type Settings = z.infer<typeof settingsSchema>;

/** What SES must have verified for a sender. */
export const domainOf = (sender: string): string => sender.slice(sender.lastIndexOf('@') + 1);

export interface Choice {
  readonly profile: unknown;
  readonly stage: unknown;
  /** File of the settings; without one the operator's own, else the example. */
  readonly settings: unknown;
  /** The console's origin, found after the first deployment without a domain. */
  readonly origin: unknown;
}

const choiceSchema = z.object({
  profile: z.enum(profileIds).default('cloister'),
  stage: z.enum(stages).default('dev'),
  settings: z.string().optional(),
  origin: z.url().optional(),
});

const OWN_SETTINGS = 'cloister.settings.json';
const EXAMPLE_SETTINGS = 'cloister.settings.example.json';

/** Parses context and settings file. Throws with one line a fault, written for the operator. */
export function readSettings(choice: Choice) {
  const { profile, stage, settings: named, origin } = parse(choiceSchema, choice, 'context');
  const file = named ?? (existsSync(OWN_SETTINGS) ? OWN_SETTINGS : EXAMPLE_SETTINGS);
  const settings = parse(settingsSchema, JSON.parse(readFileSync(file, 'utf8')), file);
  if (stage === 'prod' && settings.domain === undefined)
    throw new Error(`${file}: stage prod needs a domain`);
  if ((stage === 'local') !== (settings.local !== undefined))
    throw new Error(`${file}: "local" belongs to stage local alone`);
  return { profile, stage, settings: origin === undefined ? settings : { ...settings, origin } };
}

function parse<S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    (issue) => `${where}: ${issue.path.join('.') || '(all)'}: ${issue.message}`,
  );
  throw new Error(lines.join('\n'));
}

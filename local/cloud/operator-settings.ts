import { existsSync } from 'node:fs';
import { readSettings, type Settings, type Stage } from '../../lib/config/settings.ts';
import type { ProfileId } from '../../policy/profile.ts';
import { OperatorFault } from './fault.ts';

/** What is to be deployed, and where. */
export interface Order {
  readonly profile: ProfileId;
  readonly stage: Exclude<Stage, 'local'>;
  readonly file: string;
  readonly settings: Settings;
}

export interface Asked {
  readonly profile?: string | undefined;
  readonly stage?: string | undefined;
  readonly settings?: string | undefined;
}

const OWN = 'cloister.settings.json';
/** The words by which every command of an operator names its order. */
export const orderOptions = {
  profile: { type: 'string' },
  stage: { type: 'string' },
  settings: { type: 'string' },
} as const;

const EXAMPLE = 'cloister.settings.example.json';

/** The order, checked before anything is built. The example serves a synthesis, never a deployment. */
export function readOrder(asked: Asked): Order {
  if (asked.stage !== 'dev' && asked.stage !== 'prod') {
    throw new OperatorFault('Say which stage: npm run deploy -- --profile cloister --stage dev (or prod)');
  }
  const file = asked.settings ?? OWN;
  if (!existsSync(file)) {
    throw new OperatorFault(`There is no ${file}. Copy ${EXAMPLE} to ${OWN} and make it yours.`);
  }
  const { profile, settings } = read({ ...asked, settings: file });
  const left = leftFromExample(settings);
  if (left.length > 0) throw new OperatorFault(`${file}: still the example's: ${left.join(', ')}`);
  return { profile, stage: asked.stage, file, settings };
}

function read(asked: Asked) {
  try {
    return readSettings({
      profile: asked.profile,
      stage: asked.stage,
      settings: asked.settings,
      origin: undefined,
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new OperatorFault(error instanceof SyntaxError ? `${asked.settings}: not JSON: ${why}` : why);
  }
}

function leftFromExample(settings: Settings): string[] {
  const { settings: example } = readSettings({
    profile: undefined,
    stage: 'dev',
    settings: EXAMPLE,
    origin: undefined,
  });
  const facts = ({ domain, privacyContact, controller, mailSender, alarmAddress }: Settings) => ({
    domain: domain?.name,
    privacyContact,
    controller: controller.name,
    mailSender,
    alarmAddress,
  });
  const theirs: Readonly<Record<string, string | undefined>> = facts(example);
  return Object.entries(facts(settings)).flatMap(([name, value]) =>
    value !== undefined && value === theirs[name] ? [name] : [],
  );
}

import { join } from 'node:path';
import type { ProfileId } from '../../policy/profile.ts';
import { profileIds } from '../../policy/profiles/all.ts';
import { output } from './outcome.ts';

export const root = join('.local', 'templates');

/** A profile at a stage, synthesized for AWS with the example's settings and without bundles. */
export interface Variant {
  readonly profile: ProfileId;
  readonly stage: 'dev' | 'prod';
  readonly folder: string;
}

/** Everything that an operator can deploy. */
export const variants: readonly Variant[] = profileIds.toReversed().flatMap((profile) =>
  (['dev', 'prod'] as const).map((stage) => ({
    profile,
    stage,
    folder: join(root, `${profile}-${stage}`),
  })),
);

/** Synthesizes all variants, in a process of its own because the CDK prints what its validations find. */
export async function synthesizeVariants(): Promise<readonly Variant[]> {
  const { code, text } = await output(process.execPath, ['local/checks/synthesize.ts']);
  if (code !== 0) throw new Error(`the stacks do not synthesize\n${text.split('\n').slice(-25).join('\n')}`);
  return variants;
}

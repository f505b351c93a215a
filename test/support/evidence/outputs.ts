import type { Target } from '../target.ts';

/** An output of the deployed stacks by its name, whichever stack has it. */
export function outputOf({ aws }: Pick<Target, 'aws'>, name: string): string {
  const found = Object.values(aws.outputs).find((outputs) => outputs[name] !== undefined)?.[name];
  if (found === undefined) throw new Error(`No stack has an output ${name}.`);
  return found;
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { installedPython } from '../setup/installed-python.ts';
import { exceptionsOf, type Tool } from './excused.ts';
import { type Check, outputLater } from './outcome.ts';
import { type Finding, type Templates, templates } from './templates.ts';

const nagSchema = z.object({
  pluginReports: z.array(
    z.object({
      violations: z.array(
        z.object({
          ruleName: z.string(),
          description: z.string(),
          violatingConstructs: z.array(z.object({ constructPath: z.string() })),
        }),
      ),
    }),
  ),
});

async function nagFindings({ variants }: Templates): Promise<Finding[]> {
  const reports = await Promise.all(
    variants.map(async ({ folder }) => {
      const text = await readFile(join(folder, 'validation-report.json'), 'utf8');
      return nagSchema.parse(JSON.parse(text)).pluginReports;
    }),
  );
  return reports
    .flat()
    .flatMap(({ violations }) =>
      violations.flatMap(({ ruleName, description, violatingConstructs }) =>
        violatingConstructs.map(({ constructPath: at }) => ({ rule: ruleName, at, message: description })),
      ),
    );
}

const cfnLintSchema = z.array(
  z.object({
    Filename: z.string(),
    Message: z.string(),
    Rule: z.object({ Id: z.string() }),
    Location: z.object({ Path: z.array(z.union([z.string(), z.number()])).nullish() }),
  }),
);

/** It has no module that can be run. */
const cfnLint = 'from cfnlint.runner import main; main()';

async function cfnLintFindings({ files, pathOf }: Templates): Promise<Finding[]> {
  const found = cfnLintSchema.parse(await python(['-c', cfnLint, '--format', 'json', ...files]));
  return found.map(({ Filename, Message, Rule, Location }) => {
    const [part, id = '', ...inner] = (Location.Path ?? []).map(String);
    const at = part === 'Resources' ? pathOf(Filename, id) : `${part}/${id}`;
    return { rule: Rule.Id, at, message: `${Message} (${inner.join('.')})` };
  });
}

const checkovSchema = z.object({
  summary: z.object({ parsing_errors: z.literal(0), resource_count: z.number().positive() }),
  results: z.object({
    failed_checks: z.array(
      z.object({ check_id: z.string(), check_name: z.string(), file_path: z.string(), resource: z.string() }),
    ),
  }),
});

async function checkovFindings({ folder, pathOf }: Templates): Promise<Finding[]> {
  const quiet = [
    '--framework',
    'cloudformation',
    '--skip-download',
    '--compact',
    '--quiet',
    '--output',
    'json',
  ];
  const { results } = checkovSchema.parse(
    await python(['-m', 'checkov.main', ...quiet, '--directory', folder]),
  );
  return results.failed_checks.map(({ check_id: rule, check_name: message, file_path: file, resource }) => ({
    rule,
    at: pathOf(file, resource.split('.').at(-1) ?? ''),
    message,
  }));
}

/** Runs the checkers' Python; they end with a fault when they find something, so only the report counts. */
async function python(args: readonly string[]): Promise<unknown> {
  const { program, packages } = await installedPython('python-checks');
  const env = { ...process.env, PYTHONPATH: packages, LOG_LEVEL: 'ERROR' };
  const { out, text } = await outputLater(program, args, env);
  try {
    return JSON.parse(out);
  } catch (error) {
    throw new Error(`${args[1]} gave no report\n${text}`, { cause: error });
  }
}

function checker(tool: Tool, find: (all: Templates) => Promise<Finding[]>): Check {
  return {
    name: `templates (${tool})`,
    async run() {
      const all = await templates();
      const { open, stale, excused, kinds } = exceptionsOf(tool, await find(all));
      const lines = [
        ...open.map(({ rule, at, message }) => `${rule} at ${at}: ${message}`),
        ...stale.map(({ rule, at }) => `the exception from ${String(rule)} at ${String(at)} excuses nothing`),
      ];
      const says = `${all.files.length} templates, ${excused} single exceptions of ${kinds} kinds`;
      return { passed: lines.length === 0, says, details: [...new Set(lines)].toSorted().join('\n') };
    },
  };
}

/** All templates of all profiles and stages, as AWS would get them. */
export const templateChecks: readonly Check[] = [
  checker('checkov', checkovFindings),
  checker('cfn-lint', cfnLintFindings),
  checker('cdk-nag', nagFindings),
];

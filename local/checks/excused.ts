import { exceptions, type TemplateException } from './template-exceptions.ts';
import type { Finding } from './templates.ts';

/** The checkers of templates, and how the names of their rules begin. The CDK's own findings come with cdk-nag's. */
const tools = { 'cdk-nag': /^(AwsSolutions-|W9)/, 'cfn-lint': /^([EI]|W(?!9))\d/, checkov: /^CKV/ } as const;
export type Tool = keyof typeof tools;

/** Parts what a tool found into the excused and the open, and names the exceptions that excuse nothing. */
export function exceptionsOf(
  tool: Tool,
  findings: readonly Finding[],
  from: readonly TemplateException[] = exceptions,
) {
  const own = from.flatMap(({ rules, at }) =>
    rules.filter((rule) => tools[tool].test(nameOf(rule))).map((rule) => ({ rule, at })),
  );
  const excuses = ({ rule, at }: (typeof own)[number], finding: Finding) =>
    fits(rule, finding.rule) && fits(at, finding.at);
  const excused = findings.filter((finding) => own.some((exception) => excuses(exception, finding)));
  return {
    open: findings.filter((finding) => !excused.includes(finding)),
    stale: own.filter((exception) => !findings.some((finding) => excuses(exception, finding))),
    excused: new Set(excused.map(({ rule, at }) => `${rule} ${at}`)).size,
    kinds: new Set(excused.map(({ rule }) => rule.split('[')[0])).size,
  };
}

const nameOf = (rule: string | RegExp): string =>
  typeof rule === 'string' ? rule : rule.source.replace('^', '');

const fits = (wanted: string | RegExp, text: string): boolean =>
  typeof wanted === 'string' ? wanted === text : wanted.test(text);

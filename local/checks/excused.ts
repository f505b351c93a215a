import { exceptions, type TemplateException, type Tool } from './template-exceptions.ts';
import type { Finding } from './templates.ts';

const fits = (wanted: string | RegExp, text: string): boolean =>
  typeof wanted === 'string' ? wanted === text : wanted.test(text);

/** Parts what a tool found into the excused and the open, and names the exceptions that excuse nothing. */
export function exceptionsOf(tool: Tool, findings: readonly Finding[], from = exceptions) {
  const own = from.filter((exception) => exception.tool === tool);
  const excuses = ({ rule, at }: TemplateException, finding: Finding) =>
    fits(rule, finding.rule) && fits(at, finding.at);
  const excused = findings.filter((finding) => own.some((exception) => excuses(exception, finding)));
  return {
    open: findings.filter((finding) => !excused.includes(finding)),
    stale: own.filter((exception) => !findings.some((finding) => excuses(exception, finding))),
    excused: new Set(excused.map(({ rule, at }) => `${rule} ${at}`)).size,
    kinds: new Set(excused.map(({ rule }) => rule.split('[')[0])).size,
  };
}

import { describe, expect, it } from 'vitest';
import { exceptionsIn } from '../../../local/checks/exceptions.ts';
import { exceptionsOf } from '../../../local/checks/excused.ts';
import type { TemplateException } from '../../../local/checks/template-exceptions.ts';

describe('exceptions in the sources', () => {
  it.each([
    ['// biome-ignore lint/suspicious/noConsole: the runner has no other way to say it', true],
    ['// biome-ignore lint/suspicious/noConsole', false],
    [
      '// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pattern was checked above',
      true,
    ],
    ['// oxlint-disable-next-line typescript/no-unsafe-type-assertion', false],
    ['/* oxlint-disable max-lines */', false],
    ['// @ts-expect-error the package has no types', true],
    ['// @ts-expect-error', false],
    ['// @ts-ignore', false],
  ])('%s', (line, explained) => {
    expect(exceptionsIn(`const a = 1;\n${line}\nconst b = 2;\n`)).toMatchObject([{ explained }]);
  });
});

describe('exceptions from checks of templates', () => {
  const findings = [
    { rule: 'CKV_1', at: 'data/Tokens/Table/Resource', message: '' },
    { rule: 'CKV_1', at: 'data/Turns/Table/Resource', message: '' },
  ];
  const one: TemplateException = { rules: ['CKV_1'], at: 'data/Tokens/Table/Resource', reason: 'x' };

  it('excuse their own resource alone', () => {
    const { open, stale, excused } = exceptionsOf('checkov', findings, [one]);
    expect(open.map(({ at }) => at)).toEqual(['data/Turns/Table/Resource']);
    expect({ stale, excused }).toEqual({ stale: [], excused: 1 });
  });

  it('of another tool excuse nothing', () => {
    expect(exceptionsOf('cdk-nag', findings, [one]).open).toHaveLength(2);
  });

  it('that excuse nothing are reported', () => {
    expect(exceptionsOf('checkov', [], [one]).stale).toEqual([{ rule: 'CKV_1', at: one.at }]);
  });
});

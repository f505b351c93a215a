import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import ts from 'typescript';
import type { Check } from './outcome.ts';
import { sourceFiles } from './tree.ts';

/**
 * The rules of the house that no lint tool knows. Each is broken once by test/unit/checks/house-rules.test.ts, which also
 * fails when a rule has no such test.
 */
export interface Breach {
  readonly rule: string;
  readonly file: string;
  /** What breaks it. */
  readonly at: string;
}

/** The sources that are judged together, by path. */
export type Sources = ReadonlyMap<string, string>;

interface Import {
  readonly path: string;
  /** The names that are there when the code runs. */
  readonly values: readonly string[];
}

type Rule = (file: string, source: ts.SourceFile, stores: ReadonlySet<string>) => readonly string[];

/** Who may act on stores of other modules. */
const acrossModules = [
  { path: /^lambdas\/privacy\//, reason: 'export, erasure and inventory act on every store there is' },
  { path: /^lambdas\/retention\//, reason: 'the purge acts on every table whose items expire' },
  {
    path: /^lambdas\/platform\/audit\//,
    reason: 'each module appends; the privacy module only reads it out',
  },
  { path: /^lambdas\/platform\/(auth|http)\//, reason: 'every request is authenticated by its token' },
];

/** One-word names that say nothing of what they name: adverbs, fillers, participles. */
const empty = new Set(
  'after again all already also always any anything at before both by done during each else even ever every for found \
given gone here instead just kept known later latest left made maybe meanwhile met never none nothing now of once only \
other otherwise said seen since so some something soon still stuff taken then there things too until unless wanted with \
within without yet'.split(' '),
);
const participle = /^[a-z]+[^e]ed$/;
/** `sealed`: the mark of an attribute, beside `internal` and `secret`. */
const participlesThatName = new Set(['sealed']);

const all: Readonly<Record<string, Rule>> = {
  'handlers-only-list': (file, source) =>
    file.endsWith('.handler.ts')
      ? [...source.statements.filter((statement) => !isWiring(statement)), ...workIn(source)].map(textOf)
      : [],
  'stores-hold-no-use-case': (file, source) =>
    file.endsWith('-store.ts')
      ? importsOf(file, source)
          .filter(({ path, values }) => isUseCase(path) || (values.length > 0 && isForeignStore(file, path)))
          .map(({ path }) => path)
      : [],
  'stores-have-one-module': (file, source, stores) =>
    !file.startsWith('lambdas/') ||
    /[/.](grants|function)\.ts$/.test(file) ||
    acrossModules.some(({ path }) => path.test(file))
      ? []
      : importsOf(file, source).flatMap(({ path, values }) =>
          moduleOf(path) === moduleOf(file)
            ? []
            : values.filter((name) => stores.has(`${path} ${name}`)).map((name) => `${name} of ${path}`),
        ),
  'names-can-be-found': (file, source) => (file.startsWith('test/') ? [] : exportsOf(source).filter(isEmpty)),
};

/** The names of the rules. */
export const houseRules = Object.keys(all);

/** What the rules say of these sources. */
export function breachesIn(sources: Sources): Breach[] {
  const parsed = [...sources].map(([file, text]) => ({
    file,
    source: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true),
  }));
  const stores = new Set(parsed.flatMap(({ file, source }) => storesOf(file, source)));
  return parsed.flatMap(({ file, source }) =>
    Object.entries(all).flatMap(([rule, judge]) =>
      judge(file, source, stores).map((at) => ({ rule, file, at })),
    ),
  );
}

/** The rules, over the sources that git knows. */
export const houseRulesCheck: Check = {
  name: 'rules of the house',
  async run() {
    const files = (await sourceFiles()).filter((file) => /^[a-z]+\/.*\.tsx?$/.test(file));
    const texts = files.map(async (file) => [file, await readFile(file, 'utf8').catch(() => '')] as const);
    const breaches = breachesIn(new Map(await Promise.all(texts)));
    const details = breaches.map(({ rule, file, at }) => `${rule}: ${file}: ${at}`).join('\n');
    return { passed: breaches.length === 0, says: `${files.length} files`, details };
  },
};

/** Imports, parts that are put together, and the handler. */
function isWiring(statement: ts.Statement): boolean {
  if (ts.isImportDeclaration(statement)) return true;
  if (!ts.isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.every(({ name, initializer }) => {
    const isHandler = name.getText() === 'handler';
    return isHandler === isExported(statement) && (isHandler || !(initializer && isFunction(initializer)));
  });
}

/** What a handler leaves to its rules: branches, calls of AWS, and functions of more than one step. */
function workIn(node: ts.Node): ts.Node[] {
  const isWork =
    ts.isConditionalExpression(node) ||
    (ts.isNewExpression(node) && node.expression.getText().endsWith('Command')) ||
    (isFunction(node) && ts.isBlock(node.body) && !isOneStep(node.body));
  return isWork ? [node] : node.getChildren().flatMap(workIn);
}

const isFunction = (node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression =>
  ts.isArrowFunction(node) || ts.isFunctionExpression(node);

const isOneStep = ({ statements }: ts.Block): boolean =>
  statements.length === 1 &&
  statements.every((statement) => ts.isReturnStatement(statement) || ts.isExpressionStatement(statement));

const isUseCase = (path: string): boolean => /^lambdas\/platform\/(http|audit)\//.test(path);

const isForeignStore = (file: string, path: string): boolean =>
  path.endsWith('-store.ts') && moduleOf(path) !== moduleOf(file);

/** `chat`, of `lambdas/chat/turns.ts` and `contracts/chat/stores.ts` alike. */
const moduleOf = (path: string): string | undefined => path.split('/')[1];

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

const isEmpty = (name: string): boolean =>
  empty.has(name) || (participle.test(name) && !participlesThatName.has(name));

const declarationsOf = (source: ts.SourceFile): readonly ts.VariableDeclaration[] =>
  source.statements.flatMap((statement) =>
    ts.isVariableStatement(statement) && isExported(statement) ? statement.declarationList.declarations : [],
  );

function exportsOf(source: ts.SourceFile): readonly string[] {
  const named = source.statements.flatMap((statement) =>
    isExported(statement) && (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
      ? (statement.name?.text ?? [])
      : [],
  );
  return [...named, ...declarationsOf(source).map(({ name }) => name.getText())];
}

/** `file name` of each store that a contract declares. */
const storesOf = (file: string, source: ts.SourceFile): readonly string[] =>
  /^contracts\/\w+\/stores\.ts$/.test(file)
    ? declarationsOf(source)
        .filter(({ initializer }) => /^define(Table|Bucket|Store)\(/.test(initializer?.getText() ?? ''))
        .map(({ name }) => `${file} ${name.getText()}`)
    : [];

const importsOf = (file: string, source: ts.SourceFile): readonly Import[] =>
  source.statements.filter(ts.isImportDeclaration).map(({ moduleSpecifier, importClause }) => {
    const bindings = importClause?.namedBindings;
    const elements =
      importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword && bindings && ts.isNamedImports(bindings)
        ? bindings.elements
        : [];
    return {
      path: posix.join(posix.dirname(file), moduleSpecifier.getText().slice(1, -1)),
      values: elements
        .filter(({ isTypeOnly }) => !isTypeOnly)
        .map(({ name, propertyName }) => (propertyName ?? name).getText()),
    };
  });

const textOf = (node: ts.Node): string => node.getText().split('\n')[0]?.slice(0, 100) ?? '';

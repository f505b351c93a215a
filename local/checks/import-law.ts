import { resolve } from 'node:path';
import { cruise, type IRegularForbiddenRuleType, type IResolveOptions } from 'dependency-cruiser';

/**
 * The import law of the design ("Layout"): policy <- contracts <- everything. Each rule is broken once by
 * test/unit/checks/boundaries.test.ts, which also fails when a rule has no such test.
 */
type Law = IRegularForbiddenRuleType & { readonly name: string };

const ours = '^(bin|policy|contracts|lib|lambdas|workflows|runner|console|sdk|local|test)/';
const awsSdk = '(^|node_modules/)(@aws-sdk|@smithy|@aws-lambda-powertools|@middy)/';
const cdk = '(^|node_modules/)(aws-cdk-lib|constructs|cdk-nag)(/|$)';

const vague = '(^|/)(utils?|common|helpers?)(/|[.])';

const forbid = (
  name: string,
  comment: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
): Law => ({ name, comment, severity: 'error', from, to });

const forbidden: Law[] = [
  forbid(
    'no-cycles',
    'Two files that need each other, be it for a type, are one file or miss a third.',
    {},
    { circular: true },
  ),
  forbid('resolves', 'An import leads to a file or an installed package.', {}, { couldNotResolve: true }),
  forbid(
    'policy-stands-alone',
    'The policy is what everything is derived from, so it depends on nothing of ours.',
    { path: '^policy/' },
    { path: ours, pathNot: '^policy/' },
  ),
  forbid(
    'contracts-on-policy',
    'Contracts are pure data for functions, stacks, console and clients alike.',
    { path: '^contracts/' },
    { path: ours, pathNot: '^(contracts|policy)/' },
  ),
  forbid(
    'data-without-clients',
    'Policy and contracts are loaded in a browser too: no AWS SDK, no CDK, no middleware.',
    { path: '^(policy|contracts)/' },
    { path: [awsSdk, cdk] },
  ),
  forbid(
    'schemas-are-lean',
    'A schema of zod’s classic part, or of an older zod, brings 67 KB into each bundle that reads it, and fits no other schema.',
    { path: '^(contracts|lambdas)/' },
    { path: '(^|node_modules/)zod(/|$)', pathNot: '(^|node_modules/)zod/(mini|v4/(mini|core))(/|$)' },
  ),
  forbid(
    'functions-know-no-stacks',
    'A function runs without the code that deploys, fakes, shows or tests it.',
    { path: '^lambdas/' },
    { path: ours, pathNot: '^(lambdas|contracts|policy|workflows)/' },
  ),
  forbid('functions-without-cdk', 'The CDK would end up in a bundle.', { path: '^lambdas/' }, { path: cdk }),
  forbid(
    'rules-without-sdk',
    'Rules decide; stores, handlers and platform code act. The shape of an answer may be named.',
    {
      path: '^lambdas/[^/]+/[^/]+[.]ts$',
      pathNot: ['^lambdas/(platform|suppliers)/', '(-store|[.]handler|[.]function|[.]test)[.]ts$'],
    },
    { path: awsSdk, dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'stacks-see-specs-only',
    'Stacks know what a function is, never what it does.',
    { path: '^lib/' },
    { path: '^lambdas/', pathNot: ['[.]function[.]ts$', '^lambdas/(functions|platform/function)[.]ts$'] },
  ),
  forbid(
    'stacks-stand-apart',
    'Infrastructure depends on policy, contracts and function specs; of the runner on how it is built and started.',
    { path: '^lib/' },
    { path: '^(bin|local|console|runner|sdk|test)/', pathNot: '^runner/(build|user-data)[.]ts$' },
  ),
  forbid(
    'runner-by-contract',
    'The runner is shipped alone: of ours it takes the types of the contracts.',
    { path: '^runner/' },
    { path: ours, pathNot: '^(runner|contracts)/' },
  ),
  forbid(
    'runner-types-only',
    'The runner is shipped alone: of ours it takes the types of the contracts.',
    { path: '^runner/' },
    { path: '^contracts/', dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'console-by-contract',
    'The console knows the API and the policy, nothing of how they are kept.',
    { path: '^console/' },
    { path: ours, pathNot: '^(console|contracts|policy)/' },
  ),
  forbid(
    'console-types-only',
    'Schemas would bring zod into the browser; types cost nothing, nor does what imports nothing.',
    // The build puts plain data in the place of the addresses.
    { path: '^console/', pathNot: ['[.](test|config)[.]tsx?$', '^console/api/addresses[.]ts$'] },
    {
      path: '^contracts/',
      pathNot: '^contracts/privacy/audit-chain[.]ts$',
      dependencyTypesNot: ['type-only'],
    },
  ),
  forbid(
    'pages-below-shell',
    'What frames pages stands above them, and what they share below.',
    { path: '^console/pages/' },
    { path: '^console/(shell/|main[.])' },
  ),
  forbid(
    'pages-stand-apart',
    'A page is added, changed and taken away without another one.',
    { path: '^console/pages/([^/]+)/' },
    { path: '^console/pages/', pathNot: '^console/pages/($1/|page[.]ts$)' },
  ),
  forbid(
    'pages-by-routes',
    'The shell knows pages by what their routes declare; views come when they are opened.',
    { path: '^console/(shell/|main[.])' },
    { path: '^console/pages/[^/]+/' },
  ),
  forbid(
    'pieces-below-pages',
    'What pages share knows none of them.',
    { path: '^console/', pathNot: '^console/(pages/|shell/|main[.])' },
    { path: '^console/(pages|shell)/' },
  ),
  forbid(
    'pieces-without-data',
    'Data is shown by pieces, and pieces show whatever they are given.',
    { path: '^console/(api|words|design)/' },
    { path: '^console/data/' },
  ),
  forbid(
    'gaps-for-the-app-only',
    'No code knows that it is local, but the app that applies the gap list at stage local.',
    { path: ours, pathNot: '^(bin|test)/' },
    { path: '^local/emulator-gaps' },
  ),
  forbid(
    'nobody-needs-tests',
    'Tests look at code, never the other way; the commands that run them and report them may know them.',
    { pathNot: ['^test/', '^local/commands/', '^vitest[.]config[.]ts$'] },
    { path: '^test/' },
  ),
  forbid(
    'names-are-nouns',
    'A file is named by what it knows.',
    {},
    { path: vague, pathNot: 'node_modules/' },
  ),
  forbid('vague-names-import', 'A file is named by what it knows.', { path: vague }, {}),
];

const resolving = {
  exportsFields: ['exports'],
  conditionNames: ['import', 'node', 'default', 'types'],
} satisfies Partial<IResolveOptions>;

export const rules = forbidden.map(({ name }) => name);

/** What the law says of a tree: how many files were read, and which imports break which rule. */
export async function judge(folder: string, parts: readonly string[]) {
  const { output } = await cruise(
    [...parts],
    {
      baseDir: resolve(folder),
      validate: true,
      ruleSet: { forbidden },
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)(dist|cdk[.]out|[.]local|coverage)/' },
      tsPreCompilationDeps: true,
      moduleSystems: ['es6'],
    },
    resolving,
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser gave a report instead of a result');
  return { files: output.summary.totalCruised, breaches: output.summary.violations };
}

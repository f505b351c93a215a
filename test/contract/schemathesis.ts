import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openApiOf } from '../../contracts/openapi.ts';
import type { Route } from '../../contracts/spec/route.ts';
import { output } from '../../local/checks/outcome.ts';
import { installedPython } from '../../local/setup/installed-python.ts';

/** What an answer must not do: fail on our side, or be other than the document says. */
const conformances = ['status_code', 'content_type', 'response_headers', 'response_schema'];
const checks = ['not_a_server_error', ...conformances.map((what) => `${what}_conformance`)].join(',');

/** One look at a set of routes by one caller. */
export interface Fuzz {
  readonly name: string;
  readonly origin: string;
  readonly folder: string;
  readonly routes: readonly Route[];
  readonly headers: Readonly<Record<string, string>>;
  /** Ids of things that exist, by the name of the path parameter. */
  readonly ids: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly examples: number;
  /** `coverage` goes through the bounds of each field one by one; `fuzzing` takes what chance gives. */
  readonly phases: readonly ('coverage' | 'fuzzing')[];
}

/** Lets schemathesis try the routes with good and bad input; gives what it printed and whether all was well. */
export async function fuzz({ name, origin, folder, routes, headers, ids, seed, examples, phases }: Fuzz) {
  const place = join(folder, 'schemathesis', name);
  await mkdir(place, { recursive: true });
  const document = openApiOf(routes, { title: name, version: '1', origin, policyUrl: `${origin}/policy` });
  // Who calls is in the headers; told of the schemes, schemathesis would make up keys beside them.
  const { components: { securitySchemes: _, ...components } = {}, ...rest } = document;
  const text = JSON.stringify({ ...rest, components }, (key, value: unknown) =>
    key === 'security' ? undefined : value,
  );
  await writeFile(join(place, 'openapi.json'), text);
  const parameters = Object.entries(ids).map(([parameter, id]) => `"path.${parameter}" = "${id}"`);
  await writeFile(join(place, 'schemathesis.toml'), ['[parameters]', ...parameters, ''].join('\n'));
  const options = [
    ...`--url ${origin} --checks ${checks} --seed ${seed} --max-examples ${examples}`.split(' '),
    ...`--phases ${phases.join(',')} --request-timeout 30 --max-redirects 0 --no-shrink`.split(' '),
    ...'--suppress-health-check all --warnings off --report json --report-json-path'.split(' '),
    join(place, 'report.json'),
    ...Object.entries(headers).flatMap(([header, value]) => ['--header', `${header}: ${value}`]),
  ];
  const { program, packages } = await installedPython('python-checks');
  const config = join(place, 'schemathesis.toml');
  const args = ['-m', 'schemathesis.cli', '--config-file', config, 'run', ...options];
  const { code, text: said } = await output(program, [...args, join(place, 'openapi.json')], {
    ...process.env,
    PYTHONPATH: packages,
  });
  return { passed: code === 0, said };
}

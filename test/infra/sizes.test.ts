import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Variant, variants } from '../../local/checks/variants.ts';
import { readTemplates } from '../support/evidence/synthesis.ts';
import { at, isRecord, parseTemplate, type Template } from '../support/evidence/template.ts';
import { account, pseudo, region } from './deployed.ts';

/** What AWS refuses to go beyond, and where we stop before it: past that, look for what grows with each module. */
const limits = {
  /** Of 4 KB. */
  environmentBytes: 3 * 1024,
  /** Of 200. */
  outputs: 150,
  /** Of 500. */
  resources: 350,
  /** Of 300; a node is a part of a path. */
  nodes: 200,
};

/** Names as long as CloudFormation makes them: stack, logical id, and 12 or 13 characters of its own. */
function deployed(text: string, stage: Variant['stage']): string {
  const named = (path: string) => {
    const [stack, id = '', attribute] = path.split('.');
    const physical = `cloister-${stage}-${stack}-${id}-0123456789ABC`;
    return attribute?.endsWith('Arn') ? `arn:aws:dynamodb:${region}:${account}:table/${physical}` : physical;
  };
  return text.replaceAll(/<([\w.:-]+)>/g, (_whole, path: string) => pseudo[path] ?? named(path));
}

function environmentBytes(properties: Template['resources'][number]['properties'], stage: Variant['stage']) {
  const variables = at(properties, 'Environment', 'Variables');
  return Object.entries(isRecord(variables) ? variables : {})
    .map(([name, value]) => Buffer.byteLength(name + deployed(String(value), stage)))
    .reduce((sum, bytes) => sum + bytes, 0);
}

describe.each(variants)('$profile $stage', ({ stage, folder }) => {
  it('the environment of each function leaves room', async () => {
    const sizes = (await readTemplates(folder)).flatMap((template) =>
      template
        .ofType('AWS::Lambda::Function')
        .map(({ id, properties }) => [id, environmentBytes(properties, stage)] as const),
    );
    expect(sizes.length).toBeGreaterThan(10);
    expect(Math.max(...sizes.map(([, bytes]) => bytes))).toBeGreaterThan(500);
    expect(sizes.filter(([, bytes]) => bytes > limits.environmentBytes)).toEqual([]);
  });

  it('each stack has room for more resources and outputs', async () => {
    const files = (await readdir(folder)).filter((file) => file.endsWith('.template.json'));
    const full: string[] = [];
    for (const file of files) {
      const { Resources, Outputs } = parseTemplate(await readFile(join(folder, file), 'utf8'));
      if (Object.keys(Resources).length > limits.resources) full.push(`${file}: resources`);
      if (Object.keys(Outputs).length > limits.outputs) full.push(`${file}: outputs`);
    }
    expect(files.length).toBeGreaterThan(10);
    expect(full).toEqual([]);
  });

  it('each API has room for more paths', async () => {
    const apis = (await readTemplates(folder)).flatMap((template) =>
      template.ofType('AWS::ApiGateway::RestApi'),
    );
    for (const { id, properties } of apis) {
      const paths = Object.keys(Object(at(properties, 'Body', 'paths')));
      const nodes = new Set(
        paths.flatMap((path) => path.split('/').map((_part, i, all) => all.slice(0, i + 1).join('/'))),
      );
      expect(nodes.size, id).toBeGreaterThan(paths.length / 2);
      expect(nodes.size, id).toBeLessThanOrEqual(limits.nodes);
    }
  });
});

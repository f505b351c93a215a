import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import type { FunctionSpec } from '../../lambdas/platform/function.ts';

const OUT = '.local/bundles';

/**
 * The code of all functions, bundled in one go: one parse of what they share takes half a second, one bundler a function ten.
 * CommonJS, because loading `node:http` by an ESM import costs 30 ms of every cold start.
 */
export function bundle(functions: readonly FunctionSpec[], out = OUT): void {
  buildSync({
    entryPoints: Object.fromEntries(
      functions.map(({ module, name }) => [`${name}/index`, `lambdas/${module}/${name}.handler.ts`]),
    ),
    outdir: out,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    alias: {
      '@aws-sdk/client-dynamodb': resolve('lambdas/platform/aws/dynamo-client.ts'),
      '@aws-sdk/client-kms': resolve('lambdas/platform/aws/key-client.ts'),
      '@aws-sdk/credential-provider-node': resolve('lambdas/platform/aws/environment-credentials.ts'),
      '@aws-sdk/lib-dynamodb': resolve('lambdas/platform/aws/dynamo-documents.ts'),
      '@aws-sdk/util-dynamodb': resolve('lambdas/platform/aws/dynamo-values.ts'),
      // Loaded by the SDK only for operations that stream events, of which we call none through it.
      '@smithy/core/event-streams': resolve('lambdas/platform/aws/no-event-streams.ts'),
    },
    legalComments: 'none',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  for (const { name, folder } of functions) {
    if (folder === undefined) continue;
    if (!existsSync(folder)) throw new Error(`${folder} is not there: build it first`);
    cpSync(folder, join(out, name, basename(folder)), { recursive: true });
  }
}

/** The bundle of one function; where only templates matter, an empty one. */
export function codeOf(spec: FunctionSpec, bundled: boolean): lambda.Code {
  const folder = bundled ? join(OUT, spec.name) : join(OUT, 'none');
  mkdirSync(folder, { recursive: true });
  return bundled
    ? lambda.Code.fromAsset(folder)
    : lambda.Code.fromInline('exports.handler = async () => {};');
}

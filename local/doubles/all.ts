import type { Double } from './double.ts';

/** The doubles in the order of their start; they end in reverse. Their ports follow, so a new one goes last of its kind. */
export const doubles = [
  {
    name: 'bedrock',
    after: 'emulator',
    variables: ['AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'AWS_ENDPOINT_URL_BEDROCK'],
    program: new URL('bedrock/bedrock.process.ts', import.meta.url),
  },
  { name: 'ec2', after: 'deployment', program: new URL('ec2/ec2.process.ts', import.meta.url) },
  {
    name: 'cloudfront',
    after: 'deployment',
    variables: [],
    program: new URL('cloudfront/cloudfront.process.ts', import.meta.url),
  },
] as const satisfies readonly Double[];

type Listening = Extract<(typeof doubles)[number], { readonly variables: readonly string[] }>;

/** The doubles that have an address. */
export const listening = doubles.filter((double): double is Listening => 'variables' in double);

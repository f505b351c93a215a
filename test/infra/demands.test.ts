import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Resource, resourcesOf, variantOf } from './assembly.ts';

const variant = variantOf('cloister', 'prod');
const manifest = z.object({
  artifacts: z.record(z.string(), z.object({ dependencies: z.array(z.string()).default([]) })),
});

let resources: readonly Resource[];
let needs: z.infer<typeof manifest>['artifacts'];
beforeAll(async () => {
  resources = await resourcesOf(variant);
  needs = manifest.parse(JSON.parse(await readFile(`${variant.folder}/manifest.json`, 'utf8'))).artifacts;
});

const all = (type: string): readonly Resource[] => resources.filter((one) => one.type === `AWS::${type}`);
const clients = () => all('Cognito::UserPoolClient');

/** What AWS refuses or does differently where the emulator takes everything. */
describe('demands of AWS', () => {
  it('an account names a role for API logs before a stage has one', () => {
    const [account] = all('ApiGateway::Account');
    expect(account?.properties['CloudWatchRoleArn']).toBeDefined();
    const logging = all('ApiGateway::Stage').filter(({ properties }) => properties['AccessLogSetting']);
    expect(logging.map(({ stack }) => stack).toSorted()).toEqual(['api', 'machine-api']);
    for (const { stack } of logging) expect(needs[stack]?.dependencies).toContain(account?.stack);
  });

  it('managed login shows no page to a client without a style', () => {
    const styled = all('Cognito::ManagedLoginBranding').map(({ properties }) => properties['ClientId']);
    const signingIn = clients().filter(({ properties }) => properties['AllowedOAuthFlows'] !== undefined);
    expect(styled).toEqual(signingIn.map(({ id }) => ({ Ref: id })));
  });

  it('a client that says no flow could sign in by password', () => {
    const flows = clients().map(({ properties }) => properties['ExplicitAuthFlows']);
    expect(flows).toEqual([['ALLOW_REFRESH_TOKEN_AUTH'], ['ALLOW_REFRESH_TOKEN_AUTH']]);
  });

  it('machines reach the APIs of others, since ours is not under the public names', () => {
    const apis = all('EC2::VPCEndpoint').filter(({ path }) => path.includes('machine-network/Machines/Api'));
    expect(apis.map(({ properties }) => properties['PrivateDnsEnabled'])).toEqual([false]);
    const [api] = all('ApiGateway::RestApi').filter(({ stack }) => stack === 'machine-api');
    expect(api?.properties['EndpointConfiguration']).toMatchObject({ VpcEndpointIds: [expect.anything()] });
    const told = all('Lambda::Function').filter(({ properties }) =>
      /MACHINE_API/.test(JSON.stringify(properties)),
    );
    expect(told.length).toBeGreaterThan(0);
    for (const { properties } of told)
      expect(JSON.stringify(properties)).toMatch(/MachinesApi\w+"\},"\.execute-api\.eu-central-1\./);
  });

  it('two stages in one account share no name at the edge, where an account has one of each', async () => {
    const names = await Promise.all(
      (['dev', 'prod'] as const).map(async (stage) => {
        const made = await resourcesOf(variantOf('cloister', stage));
        return made.find(({ type }) => type === 'AWS::CloudFront::Function')?.properties['Name'];
      }),
    );
    expect(new Set(names).size).toBe(2);
  });

  it('mail goes by the identity of the domain, the only one that the deployment asks for', () => {
    const [pool] = all('Cognito::UserPool');
    expect(JSON.stringify(pool?.properties['EmailConfiguration'])).toContain(':identity/example.org"');
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { routesOf } from '../../contracts/routes.ts';
import { EDGE_HEADER, HSTS_SECONDS, siteHeaders } from '../../contracts/site/edge.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { type Resource, resourcesOf, variantOf } from './assembly.ts';

/** The Region of the example settings. */
const region = 'eu-central-1';
const rules = z.array(
  z.object({ Name: z.string(), Priority: z.number(), Statement: z.record(z.string(), z.unknown()) }),
);
const regexOf = z.object({
  AndStatement: z.object({
    Statements: z.tuple([
      z.unknown(),
      z.object({
        NotStatement: z.object({
          Statement: z.object({ RegexMatchStatement: z.object({ RegexString: z.string().max(512) }) }),
        }),
      }),
    ]),
  }),
});

let resources: readonly Resource[];
beforeAll(async () => {
  resources = await resourcesOf(variantOf('cloister', 'prod'));
});

function the(type: string, path = ''): Readonly<Record<string, unknown>> {
  const found = resources.filter((one) => one.type === `AWS::${type}` && one.path.includes(path));
  expect(found, `${type} ${path}`).toHaveLength(1);
  return found[0]?.properties ?? {};
}
const rulesOf = (path: string) => rules.parse(the('WAFv2::WebACL', path)['Rules']);

describe('CloudFront', () => {
  it('sends the very headers of the contract with the site', () => {
    const headers = siteHeaders({ region });
    expect(the('CloudFront::ResponseHeadersPolicy', 'SiteHeaders')).toMatchObject({
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentSecurityPolicy: {
            ContentSecurityPolicy: headers['Content-Security-Policy'],
            Override: true,
          },
          StrictTransportSecurity: { AccessControlMaxAgeSec: HSTS_SECONDS, IncludeSubdomains: true },
          ContentTypeOptions: { Override: true },
          ReferrerPolicy: { ReferrerPolicy: headers['Referrer-Policy'] },
          FrameOptions: { FrameOption: headers['X-Frame-Options'] },
        },
        CustomHeadersConfig: {
          Items: (
            ['Cross-Origin-Opener-Policy', 'Cross-Origin-Resource-Policy', 'Permissions-Policy'] as const
          ).map((Header) => ({ Header, Value: headers[Header], Override: true })),
        },
      },
    });
  });

  it('keeps nothing of the API, holds back nothing of a stream, and says who it is', () => {
    const { DistributionConfig: config } = the('CloudFront::Distribution');
    expect(config).not.toHaveProperty('Logging');
    expect(config).toMatchObject({
      HttpVersion: 'http2and3',
      // AWS' own policies: no caching; all that the viewer sent but the host.
      CacheBehaviors: [
        {
          PathPattern: '/v1/*',
          Compress: false,
          CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
          OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        },
      ],
      Origins: [
        { OriginAccessControlId: expect.anything() },
        { CustomOriginConfig: { OriginReadTimeout: 60 }, OriginCustomHeaders: [{ HeaderName: EDGE_HEADER }] },
      ],
    });
    expect(JSON.stringify(config)).toContain('{{resolve:secretsmanager:');
  });

  it('finds its web ACL and certificate in us-east-1, by a secret that is replicated home', () => {
    expect(the('SecretsManager::Secret', 'edge/')).toMatchObject({ ReplicaRegions: [{ Region: region }] });
    const carried = JSON.stringify(the('SecretsManager::Secret', 'edge/')['SecretString']);
    const [webAcl, certificate] = ['webAclArn', 'certificateArn'].map((part) => {
      const name = new RegExp(`${part}-[0-9a-f]{8}(?=\\\\":)`).exec(carried)?.[0];
      return `{{resolve:secretsmanager:cloister-prod-edge-parts:SecretString:${name}}}`;
    });
    expect(the('CloudFront::Distribution')).toMatchObject({
      DistributionConfig: { WebACLId: webAcl, ViewerCertificate: { AcmCertificateArn: certificate } },
    });
  });
});

describe('web ACLs', () => {
  it('the API’s first asks whether a request came through CloudFront', () => {
    const [first] = rulesOf('api/');
    expect(first).toMatchObject({
      Priority: 0,
      Statement: {
        NotStatement: {
          Statement: {
            ByteMatchStatement: {
              FieldToMatch: { SingleHeader: { Name: EDGE_HEADER.toLowerCase() } },
              PositionalConstraint: 'EXACTLY',
            },
          },
        },
      },
    });
  });

  it('CloudFront’s judges bodies everywhere but where they are content', () => {
    const suspect = rulesOf('edge/').find(({ Name }) => Name === 'SuspectBodies');
    const [, { NotStatement }] = regexOf.parse(suspect?.Statement).AndStatement.Statements;
    const content = new RegExp(NotStatement.Statement.RegexMatchStatement.RegexString);
    const paths = routesOf(profiles.cloister.capabilities, 'public').map(({ path, takesContent }) => ({
      path: path.replaceAll(/\{\w+\}/g, 'abc_0123'),
      takesContent: takesContent === true,
    }));
    const excused = paths.filter(({ path }) => content.test(path)).map(({ path }) => path);
    const taking = paths.filter((one) => one.takesContent).map(({ path }) => path);
    expect(taking.length).toBeGreaterThan(4);
    expect([...new Set(excused)].toSorted()).toEqual([...new Set(taking)].toSorted());
    expect(content.test('/v1/conversations/a/turns/b')).toBe(false);
  });

  it('keep no samples of requests', () => {
    for (const acl of resources.filter(({ type }) => type === 'AWS::WAFv2::WebACL'))
      expect(JSON.stringify(acl.properties)).not.toContain('"SampledRequestsEnabled":true');
  });
});

import { CfnOutput, Duration, FileSystem, Fn, type Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  apiHeaders,
  EDGE_HEADER,
  HSTS_SECONDS,
  type SecurityHeaders,
  type SiteConfig,
  siteHeaders,
} from '../../contracts/site/edge.ts';
import { site } from '../../contracts/site/stores.ts';
import { CONSOLE_FOLDER } from '../../lambdas/site/publish-site.function.ts';
import type { Deployment } from '../config/deployment.ts';
import { pagesFunction } from '../constructs/pages-function.ts';
import type { Modules } from '../modules/modules.ts';
import type { ApiStack } from './api.ts';
import type { EdgeStack } from './edge.ts';
import { resourceOf } from './platform.ts';

interface SiteProps {
  readonly edge: EdgeStack;
  readonly api: ApiStack;
  readonly signUpClientId: string;
}

/** The one origin of console and API: CloudFront, which keeps no log, since a log would hold query strings. */
export function addSite(modules: Modules, props: SiteProps): void {
  const stack = modules.stack('site');
  const { deployment } = modules.platform;
  const { webAclArn, certificateArn } = props.edge.seenFrom(stack);
  const { domain } = deployment.settings;
  const distribution = new cloudfront.Distribution(stack, 'Distribution', {
    defaultBehavior: siteBehavior(stack, modules),
    additionalBehaviors: { '/v1/*': apiBehavior(stack, props.api) },
    defaultRootObject: 'index.html',
    httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
    minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    webAclId: webAclArn,
    ...(domain === undefined || certificateArn === undefined
      ? {}
      : {
          domainNames: [domain.name],
          certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', certificateArn),
        }),
  });
  if (domain !== undefined) nameIt(stack, domain, distribution);
  const config = stack.toJsonString(siteConfig(deployment, props.signUpClientId));
  if (deployment.publishesSite) publish(modules, config);
  new CfnOutput(stack, 'SiteConfig', { value: config });
  new CfnOutput(stack, 'Origin', {
    value:
      domain === undefined
        ? Fn.join('', ['https://', distribution.distributionDomainName])
        : deployment.origin,
  });
}

function siteBehavior(stack: Stack, { platform }: Modules): cloudfront.BehaviorOptions {
  const { deployment } = platform;
  const { resource } = resourceOf(platform.buckets, site);
  const { bucketArn, bucketRegionalDomainName } = resource;
  // By attributes: its policy lets CloudFront read already, and a statement from here would be a reference in a circle.
  const bucket = Bucket.fromBucketAttributes(stack, 'Site', { bucketArn, bucketRegionalDomainName });
  const facts = {
    region: deployment.region,
    ...(deployment.settings.local && { standIn: deployment.settings.local.emulator }),
  };
  return {
    origin: origins.S3BucketOrigin.withOriginAccessControl(bucket),
    viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
    compress: true,
    responseHeadersPolicy: headersPolicy(stack, 'SiteHeaders', siteHeaders(facts)),
    functionAssociations: [
      {
        eventType: cloudfront.FunctionEventType.VIEWER_REQUEST,
        function: pagesFunction(stack),
      },
    ],
  };
}

function apiBehavior(stack: Stack, api: ApiStack): cloudfront.BehaviorOptions {
  const host = `${api.api.restApiId}.execute-api.${stack.region}.${stack.urlSuffix}`;
  return {
    origin: new origins.HttpOrigin(host, {
      originPath: `/${api.api.deploymentStage.stageName}`,
      protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
      // Silence, not length, ends a stream: comments come every 10 s. The most without a quota request.
      readTimeout: Duration.seconds(60),
      customHeaders: { [EDGE_HEADER]: api.edgeSecret.secretValue.unsafeUnwrap() },
    }),
    viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
    cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
    originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    // A compressed stream would be held back until there is enough of it.
    compress: false,
    responseHeadersPolicy: headersPolicy(stack, 'ApiHeaders', apiHeaders()),
  };
}

function headersPolicy(stack: Stack, id: string, headers: SecurityHeaders): cloudfront.ResponseHeadersPolicy {
  const custom = [
    'Cross-Origin-Opener-Policy',
    'Cross-Origin-Resource-Policy',
    'Permissions-Policy',
  ] as const;
  return new cloudfront.ResponseHeadersPolicy(stack, id, {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: headers['Content-Security-Policy'], override: true },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(HSTS_SECONDS),
        includeSubdomains: true,
        override: true,
      },
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
      frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
    },
    customHeadersBehavior: {
      customHeaders: custom.map((header) => ({ header, value: headers[header], override: true })),
    },
  });
}

function nameIt(stack: Stack, { name, ...zone }: Domain, distribution: cloudfront.Distribution): void {
  const hostedZone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: zone.hostedZoneId,
    zoneName: zone.hostedZoneName,
  });
  const record = {
    zone: hostedZone,
    recordName: name,
    target: route53.RecordTarget.fromAlias(new CloudFrontTarget(distribution)),
  };
  new route53.ARecord(stack, 'Address', record);
  new route53.AaaaRecord(stack, 'Address6', record);
}

/** Runs again whenever the console or its facts change. */
function publish(modules: Modules, config: string): void {
  const { bundles } = modules.platform.deployment;
  const files = bundles ? FileSystem.fingerprint(CONSOLE_FOLDER) : 'left out';
  modules.apply('Published', 'publish-site', { config, console: files });
}

type Domain = NonNullable<Deployment['settings']['domain']>;

function siteConfig(deployment: Deployment, signUpClientId: string): SiteConfig {
  const { cognitoEndpoint, region, profile, settings } = deployment;
  return {
    cognitoEndpoint,
    signUpClientId,
    region,
    product: profile.product,
    profile: profile.id,
    privacyContact: settings.privacyContact,
  };
}

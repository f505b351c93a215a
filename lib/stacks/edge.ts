import { createHash } from 'node:crypto';
import { CfnDynamicReference, CfnDynamicReferenceService, Stack, type StackProps, Token } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { routesOf } from '../../contracts/routes.ts';
import type { Deployment } from '../config/deployment.ts';
import { WebAcl } from '../constructs/web-acl.ts';

/** Requests of one address in five minutes. A page of the console makes about forty. */
const RATE_OF_AN_ADDRESS = 2_000;

/** What CloudFront takes from here. */
interface EdgeParts {
  readonly webAclArn: string;
  readonly certificateArn?: string;
}

/** What CloudFront wants in us-east-1, wherever home is: its web ACL and its certificate. */
export class EdgeStack extends Stack {
  private readonly parts: EdgeParts;
  /** Of what stands here: another web ACL or certificate has another ARN, and makes another edition. */
  private readonly edition: string;
  private readonly carrier: string | undefined;

  constructor(scope: Construct, id: string, props: StackProps & { readonly deployment: Deployment }) {
    super(scope, id, props);
    const { deployment } = props;
    const { domain } = deployment.settings;
    const content = routesOf(deployment.capabilities, 'public').filter(({ takesContent }) => takesContent);
    const acl = new WebAcl(this, 'Edge', {
      scope: 'CLOUDFRONT',
      rate: { limit: RATE_OF_AN_ADDRESS, aggregateKeyType: 'IP' },
      contentPaths: [...new Set(content.map(({ path }) => path))],
    });
    const certificate =
      domain === undefined
        ? undefined
        : new acm.Certificate(this, 'Certificate', {
            domainName: domain.name,
            validation: acm.CertificateValidation.fromDns(
              HostedZone.fromHostedZoneAttributes(this, 'Zone', {
                hostedZoneId: domain.hostedZoneId,
                zoneName: domain.hostedZoneName,
              }),
            ),
          });
    this.parts = {
      webAclArn: acl.resource.attrArn,
      ...(certificate === undefined ? {} : { certificateArn: certificate.certificateArn }),
    };
    const replaced = [this.getLogicalId(acl.resource), domain];
    this.edition = createHash('sha256').update(JSON.stringify(replaced)).digest('hex').slice(0, 8);
    this.carrier = deployment.region === this.region ? undefined : this.carryTo(deployment.region);
  }

  /** The parts, as a stack in the home Region may refer to them. */
  seenFrom(stack: Stack): EdgeParts {
    if (this.carrier === undefined) return this.parts;
    stack.addDependency(this);
    const carried = (name: string) =>
      Token.asString(
        new CfnDynamicReference(
          CfnDynamicReferenceService.SECRETS_MANAGER,
          `${this.carrier}:SecretString:${this.carriedName(name)}`,
        ),
      );
    const { certificateArn } = this.parts;
    return {
      webAclArn: carried('webAclArn'),
      ...(certificateArn === undefined ? {} : { certificateArn: carried('certificateArn') }),
    };
  }

  /**
   * Their ARNs travel home in a replicated secret, though they are none: it is the only value that CloudFormation both
   * replicates and reads elsewhere by name. CDK's cross-region references would bring two functions with wildcards, whose
   * roles need a boundary from the home Region, and so references in a circle. CloudFormation reads a secret again only
   * where the reference to it has changed, so each edition has names of its own.
   */
  private carryTo(home: string): string {
    const name = `${this.stackName}-parts`;
    new CfnSecret(this, 'Parts', {
      name,
      description: 'ARNs for the stacks of the home Region; nothing secret',
      secretString: this.toJsonString(
        Object.fromEntries(Object.entries(this.parts).map(([part, arn]) => [this.carriedName(part), arn])),
      ),
      replicaRegions: [{ region: home }],
    });
    return name;
  }

  private carriedName(part: string): string {
    return `${part}-${this.edition}`;
  }
}

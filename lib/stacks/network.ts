import { Stack, type StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { regionGroups } from '../../policy/models.ts';
import type { Deployment } from '../config/deployment.ts';
import { NameFirewall } from '../constructs/name-firewall.ts';
import { zonesOf } from './zones.ts';

/** What content functions call, each through its endpoint. Buckets are named in the path, so S3 has one name. */
const servicesInside = ['bedrock-runtime', 'dynamodb', 'kms', 's3'];

/**
 * The network of content functions: isolated subnets without a way to the internet, and endpoints
 * that lead to our own account's resources only (A5, T18).
 */
export class NetworkStack extends Stack {
  readonly vpc: ec2.Vpc;
  readonly contentGroup: ec2.SecurityGroup;
  private readonly zones: string[];

  constructor(scope: Construct, id: string, props: StackProps & { readonly deployment: Deployment }) {
    super(scope, id, props);
    const { deployment } = props;
    this.zones = zonesOf(deployment);
    this.vpc = new ec2.Vpc(this, 'Content', {
      ipAddresses: ec2.IpAddresses.cidr('10.20.0.0/16'),
      maxAzs: deployment.zones,
      natGateways: 0,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [{ name: 'content', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 20 }],
    });
    this.contentGroup = new ec2.SecurityGroup(this, 'ContentGroup', {
      vpc: this.vpc,
      description: 'Content functions: out to the endpoints, nothing in',
      allowAllOutbound: false,
    });
    // The gateways' address ranges are AWS's public ones, so the group cannot be narrower; what keeps content in is
    // that the subnets have no route to anywhere but the endpoints.
    this.contentGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'the endpoints');
    this.addGateways();
    this.addInterfaces(deployment);
    const names = servicesInside.map((service) => `${service}.${this.region}.${this.urlSuffix}`);
    new NameFirewall(this, 'Names', { vpcId: this.vpc.vpcId, names });
  }

  override get availabilityZones(): string[] {
    return this.zones;
  }

  private addGateways(): void {
    const gateways = {
      DynamoDb: [ec2.GatewayVpcEndpointAwsService.DYNAMODB, 'dynamodb:*'],
      S3: [ec2.GatewayVpcEndpointAwsService.S3, 's3:*'],
    } as const;
    for (const [name, [service, actions]] of Object.entries(gateways)) {
      const endpoint = this.vpc.addGatewayEndpoint(name, { service });
      endpoint.addToPolicy(ownAccountOnly(this, [actions]));
    }
  }

  private addInterfaces(deployment: Deployment): void {
    const endpointGroup = new ec2.SecurityGroup(this, 'EndpointGroup', {
      vpc: this.vpc,
      description: 'Interface endpoints: in from content functions alone',
      allowAllOutbound: false,
    });
    endpointGroup.addIngressRule(this.contentGroup, ec2.Port.tcp(443), 'content functions');
    const kms = this.vpc.addInterfaceEndpoint('Kms', {
      service: ec2.InterfaceVpcEndpointAwsService.KMS,
      open: false,
      securityGroups: [endpointGroup],
    });
    kms.addToPolicy(ownAccountOnly(this, ['kms:Decrypt']));
    const bedrock = this.vpc.addInterfaceEndpoint('BedrockRuntime', {
      service: ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME,
      open: false,
      securityGroups: [endpointGroup],
    });
    // Foundation models belong to no account, so they are listed instead of bound to ours.
    bedrock.addToPolicy(
      new iam.PolicyStatement({
        principals: [new iam.AnyPrincipal()],
        actions: ['bedrock:InvokeModelWithResponseStream'],
        resources: Object.values(modelArns(this, deployment)).flat(),
        conditions: { StringEquals: { 'aws:PrincipalAccount': this.account } },
      }),
    );
  }
}

/** Lets through an endpoint what our own account does to what it owns. */
export const ownAccountOnly = ({ account }: Stack, actions: string[]): iam.PolicyStatement =>
  new iam.PolicyStatement({
    principals: [new iam.AnyPrincipal()],
    actions,
    resources: ['*'],
    conditions: { StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account } },
  });

/** The ARNs through which the models on offer are called: our inference profiles, and the foundation models in their Regions. */
export function modelArns({ partition, account }: Stack, { regionGroup, region, models }: Deployment) {
  return {
    profiles: models.map(
      ({ inferenceProfile }) =>
        `arn:${partition}:bedrock:${region}:${account}:inference-profile/${inferenceProfile[regionGroup]}`,
    ),
    models: models.flatMap(({ foundationModel }) =>
      regionGroups[regionGroup].map(
        (where) => `arn:${partition}:bedrock:${where}::foundation-model/${foundationModel}`,
      ),
    ),
  };
}

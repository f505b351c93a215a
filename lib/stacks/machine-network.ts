import { Stack, type StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { machine } from '../../policy/machines.ts';
import { buildRunner } from '../../runner/build.ts';
import { runnerUserData } from '../../runner/user-data.ts';
import type { Deployment } from '../config/deployment.ts';
import { ownAccountOnly } from './network.ts';
import type { MachineLaunch } from './platform.ts';
import { zonesOf } from './zones.ts';

/** The newest standard image; resolved at each launch, so a launch is never older than its patches. */
const IMAGE = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';

/** Where people's machines live: a network of their own, without a way in, and what each of them is made from (T23, T28). */
export class MachineNetworkStack extends Stack {
  readonly vpc: ec2.Vpc;
  readonly apiEndpoint: ec2.InterfaceVpcEndpoint;
  readonly role: iam.Role;
  readonly launch: Omit<MachineLaunch, 'api'>;
  private readonly zones: string[];

  constructor(
    scope: Construct,
    id: string,
    props: StackProps & { readonly deployment: Deployment; readonly key: kms.IKey },
  ) {
    super(scope, id, props);
    const { deployment, key } = props;
    this.zones = zonesOf(deployment);
    this.vpc = this.makeNetwork(deployment);
    const group = this.machineGroup();
    this.apiEndpoint = this.addEndpoints(group);
    this.role = this.makeRole();
    const profile = new iam.InstanceProfile(this, 'Profile', { role: this.role });
    const template = this.makeTemplate(group, profile, this.runner(deployment), key);
    this.launch = {
      template: template.launchTemplateId ?? '',
      imageParameter: IMAGE,
      subnets: this.vpc.privateSubnets.map(({ subnetId }) => subnetId),
      securityGroup: group.securityGroupId,
      profileArn: profile.instanceProfileArn,
      roleArn: this.role.roleArn,
      roleId: this.role.roleId,
    };
  }

  override get availabilityZones(): string[] {
    return this.zones;
  }

  /** The way out costs money even when idle: one small instance in dev, a gateway a zone in prod, none where nothing is real. */
  private makeNetwork({ stage, zones }: Deployment): ec2.Vpc {
    const small = ec2.NatProvider.instanceV2({
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.NANO),
      defaultAllowedTraffic: ec2.NatTrafficDirection.OUTBOUND_ONLY,
      associatePublicIpAddress: true,
    });
    const vpc = new ec2.Vpc(this, 'Machines', {
      ipAddresses: ec2.IpAddresses.cidr('10.30.0.0/16'),
      maxAzs: zones,
      natGateways: stage === 'local' ? 0 : zones,
      ...(stage === 'dev' ? { natGatewayProvider: small } : {}),
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [
        { name: 'exit', subnetType: ec2.SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
        { name: 'machines', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 },
      ],
    });
    if (stage === 'dev') {
      small.connections.allowFrom(
        ec2.Peer.ipv4(vpc.vpcCidrBlock),
        ec2.Port.allTraffic(),
        'machines, on their way out',
      );
      for (const { instance } of small.gatewayInstances)
        instance.metadataOptions = { httpTokens: 'required', httpPutResponseHopLimit: 1 };
    }
    return vpc;
  }

  /** Nothing in, from nowhere, not even from the neighbour; out to everything but mail servers, which is how spam leaves. */
  private machineGroup(): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, 'MachineGroup', {
      vpc: this.vpc,
      description: 'Machines: nothing in; out to everything but port 25',
      allowAllOutbound: false,
    });
    group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcpRange(1, 24), 'below mail');
    group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcpRange(26, 65_535), 'above mail');
    group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.allUdp(), 'names, time, QUIC');
    return group;
  }

  /** What a runner needs of AWS without the internet: its API and its queue. */
  private addEndpoints(machineGroup: ec2.SecurityGroup): ec2.InterfaceVpcEndpoint {
    const endpointGroup = new ec2.SecurityGroup(this, 'EndpointGroup', {
      vpc: this.vpc,
      description: 'Interface endpoints: in from machines alone',
      allowAllOutbound: false,
    });
    endpointGroup.addIngressRule(machineGroup, ec2.Port.tcp(443), 'machines');
    const endpoint = (name: string, service: ec2.InterfaceVpcEndpointAwsService, actions: string[]) => {
      const made = this.vpc.addInterfaceEndpoint(name, {
        service,
        open: false,
        // Under the public names, every API of this Region that agents want to call would be looked for in here.
        privateDnsEnabled: service !== ec2.InterfaceVpcEndpointAwsService.APIGATEWAY,
        securityGroups: [endpointGroup],
      });
      made.addToPolicy(ownAccountOnly(this, actions));
      return made;
    };
    endpoint('Queues', ec2.InterfaceVpcEndpointAwsService.SQS, [
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:ChangeMessageVisibility',
    ]);
    return endpoint('Api', ec2.InterfaceVpcEndpointAwsService.APIGATEWAY, ['execute-api:Invoke']);
  }

  /**
   * The owner may be root, so this is what the owner may do in our account: fetch the runner, call the machines' API,
   * read the one queue that admits the instance. Channels for sessions come with sessions.
   */
  private makeRole(): iam.Role {
    return new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  }

  private runner({ bundles, region }: Deployment) {
    const file = bundles ? buildRunner('.local/bundles/runner.mjs') : 'runner/main.ts';
    const { s3BucketName: bucket, s3ObjectKey: key } = new Asset(this, 'Runner', { path: file });
    this.role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['s3:GetObject'],
        resources: [`arn:${this.partition}:s3:::${bucket}/${key}`],
      }),
    );
    return { bucket, key, region };
  }

  private makeTemplate(
    securityGroup: ec2.SecurityGroup,
    instanceProfile: iam.InstanceProfile,
    runner: Parameters<typeof runnerUserData>[0],
    kmsKey: kms.IKey,
  ) {
    return new ec2.LaunchTemplate(this, 'Template', {
      machineImage: ec2.MachineImage.resolveSsmParameterAtLaunch(IMAGE),
      instanceType: new ec2.InstanceType(machine.instanceType),
      // Unlimited, the default, is paid by the operator: 0.04 USD for each hour of a processor beyond the baseline.
      cpuCredits: ec2.CpuCredits.STANDARD,
      securityGroup,
      instanceProfile,
      userData: ec2.UserData.custom(runnerUserData(runner)),
      requireImdsv2: true,
      httpPutResponseHopLimit: 1,
      instanceMetadataTags: true,
      blockDevices: [
        {
          deviceName: '/dev/xvda',
          volume: ec2.BlockDeviceVolume.ebs(machine.volumeGiB, {
            encrypted: true,
            kmsKey,
            deleteOnTermination: true,
            volumeType: ec2.EbsDeviceVolumeType.GP3,
          }),
        },
      ],
    });
  }
}

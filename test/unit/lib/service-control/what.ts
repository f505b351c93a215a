import { account } from './who.ts';

/** What there is in an account with a deployment, by the names that CloudFormation makes. */
export const arn = (service: string, what: string) => `arn:aws:${service}:eu-central-1:${account}:${what}`;
export const ec2 = (what: string) => arn('ec2', what);
export const instance = ec2('instance/i-0123456789abcdef0');
export const volume = ec2('volume/vol-0123456789abcdef0');
export const snapshot = 'arn:aws:ec2:eu-central-1::snapshot/snap-0123456789abcdef0';
export const template = ec2('launch-template/lt-0123456789abcdef0');
export const key = arn('kms', 'key/0a1b2c3d-0000-4000-8000-000000000000');
export const table = (name: string) => arn('dynamodb', `table/cloister-prod-data-${name}Table0A1B2C3D-XYZ`);
export const restored = arn('dynamodb', 'table/restored-ledger');
export const bucket = (name: string) => `arn:aws:s3:::cloister-prod-data-${name}bucket0a1b2c3d-xyz`;
export const assets = `arn:aws:s3:::cdk-hnb659fds-assets-${account}-eu-central-1`;
export const functionNamed = (name: string) =>
  arn('lambda', `function:cloister-prod-${name}Function0A1B2C3D-XYZ`);
export const turns = functionNamed('chat-Turns');
export const pool = arn('cognito-idp', 'userpool/eu-central-1_abc');
export const api = 'arn:aws:apigateway:eu-central-1::/restapis/abc123';
export const distribution = `arn:aws:cloudfront::${account}:distribution/E123`;
export const webAcl = `arn:aws:wafv2:eu-central-1:${account}:regional/webacl/Regional/0a1b2c3d`;
export const zone = 'arn:aws:route53:::hostedzone/Z123';
export const trail = arn('cloudtrail', 'trail/cloister-prod-observability-Trail0A1B2C3D-XYZ');
export const logs = arn('logs', 'log-group:/aws/lambda/cloister-prod-chat-Turns');
export const alarm = arn('cloudwatch', 'alarm:cloister-prod-observability-RetentionNotConfirmed');
export const topic = arn('sns', 'cloister-prod-observability-Alarms0A1B2C3D');
export const rule = arn('events', 'rule/cloister-prod-retention-PurgeSchedule0A1B2C3D-XYZ');
export const stateMachine = arn('states', 'stateMachine:LaunchMachine0A1B2C3D-XYZ');
export const boundary = `arn:aws:iam::${account}:policy/cloister-prod-keys-Boundary0A1B2C3D-XYZ`;
export const profile = `arn:aws:iam::${account}:instance-profile/cloister-prod-machine-network-Profile0A1B2C3D`;

export const ours = { 'aws:ResourceTag/cloister:stage': 'prod' };
export const through = (service: string) => ({
  ...ours,
  'kms:ViaService': `${service}.eu-central-1.amazonaws.com`,
});
export const mode = (name: string) => ({ 'bedrock:DataRetentionMode': name });
export const grants = (isForAWSResource: boolean) => ({
  ...ours,
  'kms:GrantIsForAWSResource': String(isForAWSResource),
});

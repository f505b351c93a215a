export const account = '111122223333';
export const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;

/** Whoever asks: people of the account, whom `cdk deploy` acts as, each class of the platform's roles, EC2 itself. */
export const principals = {
  administrator: role('Administrator'),
  root: `arn:aws:iam::${account}:root`,
  user: `arn:aws:iam::${account}:user/cloister-admin`,
  signedOn: role('aws-reserved/sso.amazonaws.com/cloister-admin'),
  deployRole: role(`cdk-hnb659fds-deploy-role-${account}-eu-central-1`),
  deployer: role(`cdk-hnb659fds-cfn-exec-role-${account}-eu-central-1`),
  publisher: role(`cdk-hnb659fds-file-publishing-role-${account}-eu-central-1`),
  answering: role('cloister-prod-chat-TurnsRole0A1B2C3D-XYZ'),
  launching: role('cloister-dev-machines-MachineStepsRole0A1B2C3D-XYZ'),
  customResource: role('cloister-prod-models-SetRetentionModeRole0A1B2C3D-XYZ'),
  workflow: role('cloister-prod-machines-LaunchRole0A1B2C3D-XYZ'),
  machine: role('cloister-prod-machine-network-Role0A1B2C3D-XYZ'),
  infrastructure: role('aws:ec2-infrastructure'),
  infrastructureOfOne: role('aws:ec2-infrastructure/i-0123456789abcdef0'),
} as const;

export type Asking = keyof typeof principals;

/** What somebody wants of AWS, and who may as far as the service control policies go. */
export interface Act {
  readonly whose: string;
  readonly does: string;
  readonly action: string;
  readonly resource: string;
  readonly may: readonly Asking[];
  readonly context: Readonly<Record<string, string>>;
}

const deployment = ['deployer'] as const;
const platform = ['answering', 'launching', 'customResource', 'workflow', 'machine'] as const;
export const everybody: readonly Asking[] = Object.keys(principals).filter(isAsking);

function isAsking(name: string): name is Asking {
  return name in principals;
}

export type Row = readonly [does: string, action: string, resource: string, context?: Act['context']];
/** Rows of the table that the same people may do. */
const acts =
  (whose: string, may: readonly Asking[]) =>
  (rows: readonly Row[]): readonly Act[] =>
    rows.map(([does, action, resource, context = {}]) => ({ whose, does, action, resource, may, context }));

export const nobodyMay = acts('nobody', []);
export const aDeploymentMay = acts('a deployment alone', deployment);
export const anUploadMay = acts('an upload of the CDK alone', ['publisher']);
export const thePlatformMay = acts('the platform alone', platform);
export const thePlatformAndDisksMay = acts('the platform and EC2 for disks', [
  ...platform,
  'infrastructure',
  'infrastructureOfOne',
]);
export const thePlatformAndADeploymentMay = acts('the platform or a deployment', [
  ...platform,
  ...deployment,
]);
export const anybodyMay = acts('anybody', everybody);

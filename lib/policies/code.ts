import { type Denial, deny, deployer, platformRoles } from './denial.ts';

const roles = [
  deny('NobodyBecomesThePlatform', ['sts:AssumeRole'], { on: [platformRoles, deployer] }),
  deny('NobodyLendsItsRoles', ['iam:PassRole'], { unless: [deployer, platformRoles], on: platformRoles }),
  // Nor makes a deployer, whom everything here lets through. The bootstrap comes before these policies.
  deny(
    'RolesStay',
    [
      'iam:CreateRole',
      'iam:AttachRole*',
      'iam:DetachRole*',
      'iam:PutRole*',
      'iam:DeleteRole*',
      'iam:Update*',
      'iam:AddRoleToInstanceProfile',
    ],
    { unless: [deployer], on: [platformRoles, deployer, 'arn:aws:iam::*:instance-profile/cloister-*'] },
  ),
  // The ceiling of every role.
  deny('BoundaryStays', ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:DeletePolicy*'], {
    unless: [deployer],
    on: 'arn:aws:iam::*:policy/cloister-*',
  }),
];

const work = [
  deny(
    'CodeStays',
    [
      'lambda:Update*',
      'lambda:CreateFunction*',
      'lambda:CreateAlias',
      'lambda:AddPermission',
      'lambda:PutResourcePolicy',
      'lambda:PutFunctionEventInvokeConfig',
      'lambda:PutRuntimeManagementConfig',
    ],
    {
      unless: [deployer],
      on: ['arn:aws:lambda:*:*:function:cloister-*', 'arn:aws:lambda:*:*:event-source-mapping:*'],
    },
  ),
  // Takes no resource, so whatever the function.
  deny('NobodyFeedsFunctions', ['lambda:CreateEventSourceMapping'], { unless: [deployer] }),
  // State machines are not named after their stack.
  deny('WorkflowsStay', ['states:UpdateStateMachine*', 'states:DeleteStateMachine*'], { unless: [deployer] }),
  // Purge, sweeps and the guard run by these.
  deny(
    'SchedulesStay',
    [
      'events:PutRule',
      'events:PutTargets',
      'events:RemoveTargets',
      'events:DeleteRule',
      'events:DisableRule',
    ],
    { unless: [deployer] },
  ),
];

const watch = [
  deny(
    'TrailStays',
    [
      'cloudtrail:StopLogging',
      'cloudtrail:DeleteTrail',
      'cloudtrail:UpdateTrail',
      'cloudtrail:PutEventSelectors',
    ],
    { unless: [deployer] },
  ),
  deny(
    'AlarmsStay',
    [
      'cloudwatch:DeleteAlarms',
      'cloudwatch:DisableAlarmActions',
      'cloudwatch:PutMetricAlarm',
      'sns:DeleteTopic',
      'sns:SetTopicAttributes',
    ],
    { unless: [deployer] },
  ),
  // They end when the policy says, and nowhere else is a copy.
  deny(
    'LogsEndInTime',
    [
      'logs:PutRetentionPolicy',
      'logs:DeleteRetentionPolicy',
      'logs:PutSubscriptionFilter',
      'logs:PutAccountPolicy',
      'logs:CreateExportTask',
      // CloudFront's log would hold query strings and cookies.
      'logs:CreateDelivery',
    ],
    { unless: [deployer] },
  ),
  deny('TheOrganisationStays', ['organizations:LeaveOrganization']),
];

/** What keeps the rest true: code, roles and trail change by a deployment alone. */
export const code: readonly Denial[] = [...roles, ...work, ...watch];

import { type Denial, deny, deployer, platformRoles } from './denial.ts';
import { keys } from './keys.ts';

/** What keeps model calls without a trace. */
const models = [
  deny('RetentionStaysNone', ['bedrock:PutAccountDataRetention'], {
    where: { StringNotEquals: { 'bedrock:DataRetentionMode': 'none' } },
  }),
  deny('NoRecordOfModelCalls', [
    'bedrock:PutModelInvocationLoggingConfiguration',
    // A guardrail of the whole account would read each prompt.
    'bedrock:PutEnforcedGuardrailConfiguration',
  ]),
  deny('NoTraining', [
    'bedrock:CreateModel*',
    'bedrock:CreateCustomModel*',
    'bedrock:CreateEvaluationJob',
    'bedrock:CreateAdvancedPromptOptimizationJob',
  ]),
  // The other endpoint has a retention mode of its own, keeps answers and files, and nothing of ours calls it.
  deny('NoOtherEndpoint', ['bedrock-mantle:*']),
];

/** What would show the inside of somebody's machine, or let somebody in. */
const machines = [
  deny('NoLookIntoMachines', [
    'ssm:StartSession',
    'ssm:ResumeSession',
    'ssm:SendCommand',
    'ssm:CreateAssociation*',
    'ssm:UpdateAssociation',
    'ssm:StartAssociationsOnce',
    'ssm:StartAutomationExecution',
    'ssm:RegisterTaskWithMaintenanceWindow',
    'ec2:GetConsole*',
    'ec2:GetPasswordData',
    'ec2:EnableSerialConsoleAccess',
    'ec2:CreateInstanceConnectEndpoint',
    'ec2:CreateTrafficMirrorSession',
    'ec2-instance-connect:*',
  ]),
  deny('NoCopiesOfDisks', [
    'ec2:CreateSnapshot*',
    'ec2:CopySnapshot',
    'ec2:CopyVolumes',
    'ec2:ModifySnapshotAttribute',
    'ec2:CreateImage',
    'ec2:CreateInstanceExportTask',
    'ec2:CreateStoreImageTask',
    'ec2:DetachVolume',
    'ebs:GetSnapshotBlock',
    'ebs:List*',
  ]),
  // They copy disks and open objects by service-linked roles, which no service control policy binds.
  deny('NoScannersOfContent', [
    'guardduty:CreateDetector',
    'guardduty:UpdateDetector',
    'guardduty:CreateMalwareProtectionPlan',
    'guardduty:StartMalwareScan',
    'inspector2:Enable',
    'inspector2:Update*',
    'macie2:EnableMacie',
    'macie2:CreateClassificationJob',
  ]),
  // User data, template, image, first disk and instance profile decide who is root.
  deny(
    'NoOtherCodeInMachines',
    [
      'ec2:ModifyInstanceAttribute',
      'ec2:ModifyInstanceMetadata*',
      'ec2:CreateLaunchTemplateVersion',
      'ec2:ModifyLaunchTemplate',
      'ec2:DeleteLaunchTemplate*',
      'ec2:CreateReplaceRootVolumeTask',
      'ec2:AttachVolume',
      'ec2:AssociateIamInstanceProfile',
      'ec2:ReplaceIamInstanceProfileAssociation',
    ],
    { unless: [deployer, platformRoles] },
  ),
  // A machine learns from its tags whose it is and where its API is.
  deny('TagsOfMachinesStay', ['ec2:CreateTags', 'ec2:DeleteTags'], {
    unless: [deployer, platformRoles],
    on: ['arn:aws:ec2:*:*:instance/*', 'arn:aws:ec2:*:*:volume/*'],
  }),
];

/** Where content is in clear, at models and in machines, and what opens it. */
export const content: readonly Denial[] = [...models, ...machines, ...keys];

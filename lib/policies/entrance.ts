import { functions } from '../../lambdas/functions.ts';
import { constructId } from '../stacks/names.ts';
import { type Denial, deny, deployer, platformRoles } from './denial.ts';

/** The functions that believe their event; what runs by the clock takes nothing from it, and runbooks have it invoked. */
const believing = functions
  .filter(({ triggers }) => triggers.every(({ on }) => on === 'stream'))
  .map(({ name }) => `arn:aws:lambda:*:*:function:cloister-*-${constructId(name)}*`);

const byDeployment = { unless: [deployer] };

/** What lets people in, and shows them the console: whoever changes it is one of them, or reads along. */
export const entrance: readonly Denial[] = [
  // Locking, unlocking, signing out and deleting people stays possible.
  deny(
    'NobodySignsInForPeople',
    [
      'cognito-idp:AdminSet*',
      'cognito-idp:AdminUpdateUserAttributes',
      'cognito-idp:AdminCreateUser',
      'cognito-idp:AdminConfirmSignUp',
      'cognito-idp:AdminInitiateAuth',
      'cognito-idp:AdminRespondToAuthChallenge',
      'cognito-idp:AdminLinkProviderForUser',
      'cognito-idp:AdminDeleteSoftwareToken',
      'cognito-idp:Create*',
      'cognito-idp:Update*',
      'cognito-idp:Set*',
      'cognito-idp:AddUserPoolClientSecret',
      'cognito-idp:StartUserImportJob',
    ],
    byDeployment,
  ),
  // Whoever calls a function writes who is asking. CloudFormation calls custom resources as the deployer.
  deny('NobodyAsksInAnothersName', ['lambda:InvokeFunction', 'lambda:InvokeAsync'], {
    unless: [deployer, platformRoles],
    on: believing,
  }),
  // The codes that Cognito mails reset a password.
  deny(
    'MailsAreNotKept',
    [
      'ses:PutConfigurationSetArchivingOptions',
      'ses:CreateArchive',
      'ses:PutEmailIdentityConfigurationSetAttributes',
    ],
    byDeployment,
  ),
  deny('ApisStay', ['apigateway:P*', 'apigateway:DELETE', 'apigateway:Update*'], byDeployment),
  deny(
    'EdgeStays',
    [
      'cloudfront:Update*',
      'cloudfront:CreateDistribution*',
      'cloudfront:CopyDistribution',
      'cloudfront:PublishFunction',
      'cloudfront:Associate*',
      'cloudfront:Disassociate*',
      // Its log holds cookies and keys.
      'wafv2:PutLoggingConfiguration',
      'wafv2:UpdateWebACL',
      'wafv2:AssociateWebACL',
      'wafv2:DisassociateWebACL',
    ],
    byDeployment,
  ),
  // Whoever has the name or its certificate serves another console.
  deny(
    'NamesStay',
    [
      'route53:ChangeResourceRecordSets',
      'route53domains:UpdateDomainNameservers',
      'route53domains:TransferDomain*',
      'route53domains:DisableDomainTransferLock',
      'acm:ExportCertificate',
    ],
    byDeployment,
  ),
  // No way out of the content network, none into the machines', and no one on the way.
  deny(
    'NetworksStay',
    [
      'ec2:CreateRoute',
      'ec2:ReplaceRoute*',
      'ec2:AuthorizeSecurityGroup*',
      'ec2:ModifySecurityGroupRules',
      'ec2:ModifyNetworkInterfaceAttribute',
      'ec2:ModifyVpcEndpoint',
      'ec2:AcceptVpcPeeringConnection',
      'ec2:AttachInternetGateway',
      'ec2:AssociateDhcpOptions',
      'route53resolver:AssociateResolver*',
      'route53resolver:DisassociateFirewall*',
      'route53resolver:CreateFirewallRule*',
      'route53resolver:DeleteFirewall*',
      'route53resolver:ImportFirewallDomains',
      'route53resolver:Update*',
    ],
    byDeployment,
  ),
];

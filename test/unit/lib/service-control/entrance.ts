import { functions } from '../../../../lambdas/functions.ts';
import { constructId } from '../../../../lib/stacks/names.ts';
import { api, arn, distribution, ec2, functionNamed, pool, webAcl, zone } from './what.ts';
import {
  type Act,
  account,
  aDeploymentMay,
  anybodyMay,
  type Row,
  thePlatformAndADeploymentMay,
} from './who.ts';

/** What runbooks have an operator invoke: it runs by the clock, and takes nothing from its event. */
const scheduled = [
  'sweep-newcomers',
  'shut-out',
  'sweep-holds',
  'reap-machines',
  'renew-holds',
  'retention-guard',
  'sweep-erasures',
  'sweep-exports',
  'purge',
  'sweep-runs',
];
const calls = (which: (name: string) => boolean): readonly Row[] =>
  functions
    .map(({ name }) => name)
    .filter(which)
    .map((name) => [`call ${name}`, 'lambda:InvokeFunction', functionNamed(`some-${constructId(name)}`)]);

export const entrance: readonly Act[] = [
  ...aDeploymentMay([
    ['set somebody’s password', 'cognito-idp:AdminSetUserPassword', pool],
    ['set somebody’s second factor', 'cognito-idp:AdminSetUserMFAPreference', pool],
    ['give somebody another address', 'cognito-idp:AdminUpdateUserAttributes', pool],
    ['make a person', 'cognito-idp:AdminCreateUser', pool],
    ['confirm an address', 'cognito-idp:AdminConfirmSignUp', pool],
    ['sign in as somebody', 'cognito-idp:AdminInitiateAuth', pool],
    ['answer for somebody', 'cognito-idp:AdminRespondToAuthChallenge', pool],
    ['link somebody to another identity', 'cognito-idp:AdminLinkProviderForUser', pool],
    ['take somebody’s second factor away', 'cognito-idp:AdminDeleteSoftwareToken', pool],
    ['let another identity provider in', 'cognito-idp:CreateIdentityProvider', pool],
    ['make another client', 'cognito-idp:CreateUserPoolClient', pool],
    ['change a client', 'cognito-idp:UpdateUserPoolClient', pool],
    ['have functions called at sign-in', 'cognito-idp:UpdateUserPool', pool],
    ['switch second factors off', 'cognito-idp:SetUserPoolMfaConfig', pool],
    ['give a client a secret', 'cognito-idp:AddUserPoolClientSecret', pool],
    ['import people', 'cognito-idp:StartUserImportJob', pool],
    ['make an archive of mails', 'ses:CreateArchive', '*'],
    ['keep mails', 'ses:PutConfigurationSetArchivingOptions', arn('ses', 'configuration-set/a')],
    ['have mails pass by', 'ses:PutEmailIdentityConfigurationSetAttributes', arn('ses', 'identity/x.test')],
    ['put another API', 'apigateway:PUT', api],
    ['change the API', 'apigateway:PATCH', api],
    ['add to the API', 'apigateway:POST', 'arn:aws:apigateway:eu-central-1::/restapis'],
    ['delete from the API', 'apigateway:DELETE', api],
    ['open the private API', 'apigateway:UpdateRestApiPolicy', api],
    ['change the distribution', 'cloudfront:UpdateDistribution', distribution],
    ['make another distribution', 'cloudfront:CreateDistribution', '*'],
    ['copy the distribution', 'cloudfront:CopyDistribution', distribution],
    [
      'publish a function of the edge',
      'cloudfront:PublishFunction',
      `arn:aws:cloudfront::${account}:function/a`,
    ],
    ['take the console’s name', 'cloudfront:AssociateAlias', distribution],
    ['take the edge’s web ACL', 'cloudfront:DisassociateDistributionWebACL', distribution],
    ['log requests with their cookies', 'wafv2:PutLoggingConfiguration', webAcl],
    ['change the web ACL', 'wafv2:UpdateWebACL', webAcl],
    ['set another web ACL', 'wafv2:AssociateWebACL', webAcl],
    ['set no web ACL', 'wafv2:DisassociateWebACL', `${api}/stages/live`],
    ['send the console’s name elsewhere', 'route53:ChangeResourceRecordSets', zone],
    ['send the domain elsewhere', 'route53domains:UpdateDomainNameservers', '*'],
    ['give the domain away', 'route53domains:TransferDomainToAnotherAwsAccount', '*'],
    ['take the certificate', 'acm:ExportCertificate', arn('acm', 'certificate/1')],
    ['unlock the domain', 'route53domains:DisableDomainTransferLock', '*'],
    ['make a way out', 'ec2:CreateRoute', ec2('route-table/rtb-1')],
    ['change a way out', 'ec2:ReplaceRoute', ec2('route-table/rtb-1')],
    ['let somebody in', 'ec2:AuthorizeSecurityGroupIngress', ec2('security-group/sg-1')],
    ['change who gets in', 'ec2:ModifySecurityGroupRules', ec2('security-group/sg-1')],
    [
      'take a machine out of its group',
      'ec2:ModifyNetworkInterfaceAttribute',
      ec2('network-interface/eni-1'),
    ],
    ['open an endpoint', 'ec2:ModifyVpcEndpoint', ec2('vpc-endpoint/vpce-1')],
    ['join another network', 'ec2:AcceptVpcPeeringConnection', ec2('vpc-peering-connection/pcx-1')],
    ['give the content network a gateway', 'ec2:AttachInternetGateway', ec2('vpc/vpc-1')],
    ['have names resolved by another', 'ec2:AssociateDhcpOptions', ec2('vpc/vpc-1')],
    [
      'take the DNS firewall off',
      'route53resolver:DisassociateFirewallRuleGroup',
      arn('route53resolver', 'firewall-rule-group-association/1'),
    ],
    [
      'let a name through',
      'route53resolver:CreateFirewallRule',
      arn('route53resolver', 'firewall-rule-group/1'),
    ],
    [
      'let names through',
      'route53resolver:ImportFirewallDomains',
      arn('route53resolver', 'firewall-domain-list/1'),
    ],
    [
      'let the DNS firewall fail open',
      'route53resolver:UpdateFirewallConfig',
      arn('route53resolver', 'firewall-config/1'),
    ],
    ['record the names that are asked for', 'route53resolver:AssociateResolverQueryLogConfig', '*'],
    [
      'delete a rule of the DNS firewall',
      'route53resolver:DeleteFirewallRule',
      arn('route53resolver', 'firewall-rule-group/1'),
    ],
  ]),
  ...thePlatformAndADeploymentMay([
    ...calls((name) => !scheduled.includes(name)),
    ['call one and not wait', 'lambda:InvokeAsync', functionNamed('chat-Turns')],
  ]),
  ...anybodyMay([
    ...calls((name) => scheduled.includes(name)),
    ['lock a person', 'cognito-idp:AdminDisableUser', pool],
    ['unlock a person', 'cognito-idp:AdminEnableUser', pool],
    ['sign a person out', 'cognito-idp:AdminUserGlobalSignOut', pool],
    ['have the edge forget what it holds', 'cloudfront:CreateInvalidation', distribution],
    ['see an API', 'apigateway:GET', api],
    ['make a network interface', 'ec2:CreateNetworkInterface', ec2('subnet/subnet-1')],
  ]),
];

import {
  CfnFirewallDomainList,
  CfnFirewallRuleGroup,
  CfnFirewallRuleGroupAssociation,
} from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';

export interface NameFirewallProps {
  readonly vpcId: string;
  /** Names that may be resolved; all others do not exist. */
  readonly names: string[];
}

/**
 * Which names a network resolves: without it, whoever is inside can ask any server of the world by the name itself. A
 * query that cannot be judged is blocked, as Route 53 does where nothing else is said.
 */
export class NameFirewall extends Construct {
  constructor(scope: Construct, id: string, { vpcId, names }: NameFirewallProps) {
    super(scope, id);
    const list = (name: string, domains: string[]) =>
      new CfnFirewallDomainList(this, name, { domains }).attrId;
    const group = new CfnFirewallRuleGroup(this, 'Rules', {
      firewallRules: [
        {
          priority: 100,
          firewallDomainListId: list('Allowed', names),
          action: 'ALLOW',
          // AWS decides where its own names lead.
          firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
        },
        {
          priority: 200,
          firewallDomainListId: list('Everything', ['*']),
          action: 'BLOCK',
          blockResponse: 'NXDOMAIN',
        },
      ],
    });
    new CfnFirewallRuleGroupAssociation(this, 'OfNetwork', {
      firewallRuleGroupId: group.attrId,
      vpcId,
      priority: 101,
    });
  }
}

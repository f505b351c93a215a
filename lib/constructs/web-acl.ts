import { Stack } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/** Rules of the managed groups that look into bodies: they stop what is longer than 8 KB and what looks like code. */
const bodyRules = {
  'core-rule-set': ['SizeRestrictions', 'CrossSiteScripting', 'GenericLFI', 'GenericRFI', 'EC2MetaDataSSRF'],
  'known-bad-inputs': ['JavaDeserializationRCE', 'Log4JRCE', 'ReactJSRCE'],
} as const;

export interface WebAclProps {
  readonly scope: 'CLOUDFRONT' | 'REGIONAL';
  /** How often is too often, in five minutes. */
  readonly rate: CfnWebACL.RateBasedStatementProperty;
  /** Nobody gets in without this header. */
  readonly demands?: { readonly header: string; readonly value: string };
  /** Paths, in braces what varies, whose bodies are content: only on others do the body rules block. */
  readonly contentPaths?: readonly string[];
}

/** A web ACL of AWS' managed groups and a rate limit. It keeps no sample of a request, and no log. */
export class WebAcl extends Construct {
  readonly resource: CfnWebACL;

  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const rules = [
      ...(props.demands === undefined ? [] : [demanding(props.demands.header, props.demands.value)]),
      rule(
        'Rate',
        { rateBasedStatement: props.rate },
        { action: { block: { customResponse: { responseCode: 429 } } } },
      ),
      // Behind CloudFront every request comes from an address of CloudFront.
      ...(props.scope === 'CLOUDFRONT' ? [managed('AWSManagedRulesAmazonIpReputationList')] : []),
      managed('AWSManagedRulesKnownBadInputsRuleSet', bodyRules['known-bad-inputs']),
      managed('AWSManagedRulesCommonRuleSet', bodyRules['core-rule-set']),
      ...(props.contentPaths === undefined ? [] : [suspectBodies(props.contentPaths)]),
    ];
    this.resource = new CfnWebACL(this, 'WebAcl', {
      scope: props.scope,
      defaultAction: { allow: {} },
      // The metrics of all web ACLs of an account lie beside each other: its stage tells them apart.
      visibilityConfig: visibility(`${Stack.of(this).stackName}-${id}`),
      rules: rules.map((one, priority) => ({ ...one, priority })),
    });
  }
}

type Rule = Omit<CfnWebACL.RuleProperty, 'priority'>;

const visibility = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  // A sample would hold addresses and query strings of people for three hours.
  sampledRequestsEnabled: false,
});

const rule = (name: string, statement: CfnWebACL.StatementProperty, more: Partial<Rule>): Rule => ({
  name,
  statement,
  visibilityConfig: visibility(name),
  ...more,
});

/** A managed group; its body rules only label, and `suspectBodies` decides. */
function managed(name: string, labelling: readonly string[] = []): Rule {
  const ruleActionOverrides = labelling.map((one) => ({ name: `${one}_BODY`, actionToUse: { count: {} } }));
  const group = { vendorName: 'AWS', name, ...(labelling.length > 0 ? { ruleActionOverrides } : {}) };
  return rule(name, { managedRuleGroupStatement: group }, { overrideAction: { none: {} } });
}

function demanding(name: string, value: string): Rule {
  const match = {
    fieldToMatch: { singleHeader: { Name: name.toLowerCase() } },
    positionalConstraint: 'EXACTLY',
    searchString: value,
    textTransformations: [{ priority: 0, type: 'NONE' }],
  };
  return rule(
    'ThroughTheEdge',
    { notStatement: { statement: { byteMatchStatement: match } } },
    { action: { block: {} } },
  );
}

function suspectBodies(contentPaths: readonly string[]): Rule {
  const labels = Object.entries(bodyRules).flatMap(([group, names]) =>
    names.map((name) => ({
      labelMatchStatement: { scope: 'LABEL', key: `awswaf:managed:aws:${group}:${name}_Body` },
    })),
  );
  const content = {
    fieldToMatch: { uriPath: {} },
    regexString: `^(${contentPaths.map((path) => path.replaceAll(/\{\w+\}/g, '[^/]+')).join('|')})$`,
    textTransformations: [{ priority: 0, type: 'NONE' }],
  };
  const statements = [
    { orStatement: { statements: labels } },
    { notStatement: { statement: { regexMatchStatement: content } } },
  ];
  return rule('SuspectBodies', { andStatement: { statements } }, { action: { block: {} } });
}

export type Tool = 'cdk-nag' | 'cfn-lint' | 'checkov';

/** A rule that a resource need not keep. Every resource that it excuses is counted; one that excuses none is a fault. */
export interface TemplateException {
  readonly tool: Tool;
  /** A rule; a pattern where the checker writes the resource into the name of its rule. */
  readonly rule: string | RegExp;
  /** The path of one construct; a pattern where a loop makes the like for each entry of a list. */
  readonly at: string | RegExp;
  readonly reason: string;
}

const unrecoverable = /^data\/(AnswerChunks|CredentialKeys|Credentials|Exports|Tokens)\/Table\/Resource$/;
const anyRole = /^[\w-]+\/\w+\/Role\/DefaultPolicy\/Resource$/;
const anyBucket = /^data\/\w+\/Bucket\/Resource$/;
const anyStage = /^(api\/Public|machine-api\/Machines)\/DeploymentStage[.]live\/Resource$/;
const natInstance = /^machine-hosts\/Machines\/(exitSubnet1\/NatInstance|NatSecurityGroup)\/Resource$/;
const edgeSecret = /^(api\/EdgeSecret\/Resource|edge\/Parts)$/;
const anyWorkflow = /^[\w-]+\/\w+\/Machine$/;
const anyFunction = /^[\w-]+\/\w+\/Function\/Resource$/;

/** What the checkers of templates may overlook. */
export const exceptions: readonly TemplateException[] = [
  ...['CKV_AWS_107', 'CKV_AWS_108', 'CKV_AWS_109', 'CKV_AWS_110', 'CKV_AWS_111'].map((rule) => ({
    tool: 'checkov' as const,
    rule,
    at: 'keys/Boundary/Resource',
    reason:
      'A permission boundary grants nothing: it is the ceiling of roles that are granted single actions.',
  })),
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-IAM5[Action::*]',
    at: 'keys/Boundary/Resource',
    reason:
      'A permission boundary grants nothing: it is the ceiling of roles that are granted single actions.',
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-IAM5[Resource::*]',
    at: 'keys/Boundary/Resource',
    reason:
      'A permission boundary grants nothing: it is the ceiling of roles that are granted single actions.',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_33',
    at: /^keys\/(Content|Platform)\/Resource$/,
    reason:
      'Whoever may use a store uses its key through that store alone: bound by kms:CallerAccount and kms:ViaService.',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_28',
    at: unrecoverable,
    reason: 'What must be gone when it is deleted has no recovery window; the policy publishes that.',
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-DDB3',
    at: unrecoverable,
    reason: 'What must be gone when it is deleted has no recovery window; the policy publishes that.',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_21',
    at: /^data\/(Transfer|Site|TrailObjects)\/Bucket\/Resource$/,
    reason:
      'An old version would outlive its period and the erasure of its owner; the site is built again from its source.',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_18',
    at: anyBucket,
    reason: 'Access logs would be one more store of who did what; CloudTrail keeps the calls.',
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-S1',
    at: anyBucket,
    reason: 'Access logs would be one more store of who did what; CloudTrail keeps the calls.',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_115',
    at: anyFunction,
    reason:
      'A reservation takes from the account what the others may need; the API is throttled and costs are reserved.',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_116',
    at: anyFunction,
    reason:
      'Called by the API and by workflows, which wait for the answer, or by a schedule, which comes again.',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_117',
    at: anyFunction,
    reason:
      'Control and relay functions reach out and hold no data key; an invariant holds content functions in the network.',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_173',
    at: anyFunction,
    reason:
      'The environment names resources and holds no secret; it is encrypted by the key of Lambda itself.',
  },
  {
    tool: 'cfn-lint',
    rule: 'W3005',
    at: anyFunction,
    reason:
      'The CDK writes down that a function follows its role and the policy of that role; one of both is implied.',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_120',
    at: anyStage,
    reason: 'A cache at the gateway would keep answers, and so content.',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_73',
    at: anyStage,
    reason: 'Traces would keep addresses and paths longer than the access log does.',
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-APIG2',
    at: /^(api\/Public|machine-api\/Machines)\/Resource$/,
    reason: 'The schema of the contract validates in the function, which answers with a problem document.',
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-APIG6',
    at: anyStage,
    reason: 'Execution logs hold headers and bodies; the access log has exactly the fields of the policy.',
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-COG1',
    at: 'identity/People/Resource',
    reason:
      'Twelve characters and a check against leaked passwords; kinds of characters make worse ones (NIST 800-63B).',
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-COG2',
    at: 'identity/People/Resource',
    reason: 'A second factor is the choice of the person; the profiles promise that it can be had.',
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-IAM5[Resource::*]',
    at: anyRole,
    reason: 'Actions that know no resource: test/infra/actions.test.ts lists them and lets no other through.',
  },
  {
    tool: 'cdk-nag',
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:bedrock:\*::foundation-model\/[\w.:-]+\]$/,
    at: anyRole,
    reason: 'One listed model in the Regions among which its inference profile chooses.',
  },
  {
    tool: 'cdk-nag',
    rule: /^AwsSolutions-IAM5\[Resource::[\w-]+-data:ExportsOutput\w+Bucket\w+\/\*\]$/,
    at: anyRole,
    reason: 'The objects of one bucket; a function of everybody has no narrower name for them.',
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-SF1',
    at: anyWorkflow,
    reason: 'A log of all events would be a second history; the first carries ids alone and ends by itself.',
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-SF2',
    at: anyWorkflow,
    reason: 'Traces would keep what the execution history already has.',
  },
  {
    tool: 'cfn-lint',
    rule: 'W3005',
    at: anyWorkflow,
    reason:
      'The CDK writes down that a workflow follows its role and the policy of that role; one of both is implied.',
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-VPC7',
    at: 'network/Content/Resource',
    reason:
      'No route leads out or in: a flow log would show our functions and our endpoints, and nothing else.',
  },
  {
    tool: 'cdk-nag',
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:cloister-vm-\*\]$/,
    at: anyRole,
    reason: 'The queue of a machine is made when the machine is; its name begins like this.',
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-SMG4',
    at: edgeSecret,
    reason:
      'It only tells our CloudFront from other callers; both sides change it at once, which is a deployment.',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_149',
    at: edgeSecret,
    reason:
      'It only tells our CloudFront from other callers and opens no data; the key of Secrets Manager does.',
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-CFR1',
    at: 'console/Distribution/Resource',
    reason: 'Nobody is refused by country; an operator who must do so adds it.',
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-CFR3',
    at: 'console/Distribution/Resource',
    reason: 'The access log of the API has exactly the fields of the policy; a second one would have more.',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_86',
    at: 'console/Distribution/Resource',
    reason: 'The access log of the API has exactly the fields of the policy; a second one would have more.',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_35',
    at: 'observability/Trail/Resource',
    reason: 'Calls of the management of AWS, without content; the bucket encrypts them by its own setting.',
  },
  {
    tool: 'cfn-lint',
    rule: 'W6001',
    at: 'Outputs/SiteConfig',
    reason: 'One output gathers what the page needs to know from several stacks.',
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-APIG3',
    at: 'machine-api/Machines/DeploymentStage.live/Resource',
    reason: 'A private API: machines alone reach it, through their endpoint and signed by their role.',
  },
  {
    tool: 'cdk-nag',
    rule: 'AwsSolutions-VPC7',
    at: 'machine-hosts/Machines/Resource',
    reason: 'A flow log would tell to whom the machines of people speak; the policy says that nobody looks.',
  },
  {
    tool: 'cdk-nag',
    rule: /^AwsSolutions-EC(23|26|28|29)$/,
    at: natInstance,
    reason:
      'The way out of a dev stage, made again when it is lost; nothing gets in, and two of these rules cannot read it.',
  },
  {
    tool: 'checkov',
    rule: 'CKV_AWS_88',
    at: natInstance,
    reason: 'It gives the machines of a dev stage their address on the internet, which is what it is for.',
  },
  {
    tool: 'cdk-nag',
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:ec2:.*:(image|instance|network-interface|volume)\/\*\]$/,
    at: anyRole,
    reason: 'Made by the call itself, so nameless before it; bound to our launch template and our tag.',
  },
  {
    tool: 'cdk-nag',
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:execute-api:.*\/vm\/v1\/\*\]$/,
    at: 'machine-api/Call/Resource',
    reason: 'All routes of the API that was made for machines; each looks whose machine calls.',
  },
];

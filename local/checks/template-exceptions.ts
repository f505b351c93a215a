/** Rules that a resource need not keep. Every resource that one excuses is counted; a rule that excuses none is a fault. */
export interface TemplateException {
  /** Rules of cdk-nag, cfn-lint or checkov; a pattern where the checker writes the resource into the rule's name. */
  readonly rules: readonly (string | RegExp)[];
  /** The path of one construct; a pattern where a loop makes the like for each entry of a list. */
  readonly at: string | RegExp;
  readonly reason: string;
}

/** A role's policy, and what of it the CDK puts into further ones: AWS limits the size of each. */
const anyRole = /^[\w-]+\/\w+\/Role\/(DefaultPolicy|OverflowPolicy\d+)\/Resource$/;
const anyFunction = /^[\w-]+\/\w+\/Function\/Resource$/;
const anyWorkflow = /^[\w-]+\/\w+\/Machine$/;
const anyBucket = /^data\/\w+\/Bucket\/Resource$/;
const anyApi = /^(api\/Public|machine-api\/Machines)\/Resource$/;
const anyStage = /^(api\/Public|machine-api\/Machines)\/DeploymentStage[.]live\/Resource$/;

const keysAndRoles: readonly TemplateException[] = [
  {
    rules: ['CKV_AWS_7'],
    at: 'keys/Addresses/Resource',
    reason: 'KMS rotates no HMAC key, and under another key no address would be known again.',
  },
  {
    rules: [
      'AwsSolutions-IAM5[Action::*]',
      'AwsSolutions-IAM5[Resource::*]',
      ...['CKV_AWS_107', 'CKV_AWS_108', 'CKV_AWS_109', 'CKV_AWS_110', 'CKV_AWS_111'],
    ],
    at: 'keys/Boundary/Resource',
    reason:
      'A permission boundary grants nothing: it is the ceiling of roles that are granted single actions.',
  },
  {
    rules: ['CKV_AWS_33'],
    at: /^keys\/(Content|Platform)\/Resource$/,
    reason:
      'Who may use a store uses its key through that store alone: by kms:CallerAccount and kms:ViaService.',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::*]'],
    at: anyRole,
    reason: 'Actions that know no resource: test/infra/actions.test.ts lists them and lets no other through.',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::*]', 'CKV_AWS_111'],
    at: 'observability/ApiLogs/Resource',
    reason: 'One role for the logs of all APIs of a Region; AWS takes none that may do less.',
  },
  {
    rules: [/^AwsSolutions-IAM5\[Resource::[\w-]+-data:ExportsOutput\w+Bucket\w+\/\*\]$/],
    at: anyRole,
    reason: 'The objects of one bucket; a function of everybody has no narrower name for them.',
  },
  {
    rules: [/^AwsSolutions-IAM5\[Resource::arn:.*:cloister-(dev|prod)-usr_\*\]$/],
    at: anyRole,
    reason: 'The queue of a machine is made when the machine is; its name begins like this.',
  },
  {
    rules: [/^AwsSolutions-IAM5\[Resource::arn:.*:ec2:.*:(image|instance|network-interface|volume)\/\*\]$/],
    at: anyRole,
    reason:
      'Without a name before the call: a launch is bound to our template, all else to the tag of our stage (test/infra/machines.test.ts).',
  },
  {
    rules: [/^AwsSolutions-IAM5\[Resource::arn:.*:execute-api:.*\/machine\/v1\/\*\]$/],
    at: 'machine-api/Call/Resource',
    reason: 'All routes of the API that was made for machines; each looks whose machine calls.',
  },
];

const stores: readonly TemplateException[] = [
  {
    rules: ['AwsSolutions-DDB3', 'CKV_AWS_28'],
    at: /^data\/(AnswerChunks|CredentialKeys|Credentials|Exports|Tokens)\/Table\/Resource$/,
    reason: 'What must be gone when it is deleted has no recovery window; the policy publishes that.',
  },
  {
    rules: ['CKV_AWS_21'],
    at: /^data\/(Transfer|Site|TrailObjects)\/Bucket\/Resource$/,
    reason: 'An old version would outlive its period and the erasure of its owner; the site is built again.',
  },
  {
    rules: ['AwsSolutions-S1', 'CKV_AWS_18'],
    at: anyBucket,
    reason:
      'Access logs would be one more store of who did what; CloudTrail keeps the reads that matter, those of archives.',
  },
  {
    rules: ['CKV_AWS_35'],
    at: 'observability/Trail/Resource',
    reason: 'Calls and names of archives, without content; the bucket encrypts them by its own setting.',
  },
  {
    rules: ['AwsSolutions-SMG4', 'CKV_AWS_149'],
    at: 'api/EdgeSecret/Resource',
    reason:
      'It tells our CloudFront from other callers and opens no data; a rotation would shut the API until the edge has it.',
  },
  {
    rules: ['AwsSolutions-SMG4', 'CKV_AWS_149'],
    at: 'edge/Parts',
    reason: 'ARNs on their way to the home Region, and no secret.',
  },
  {
    rules: ['AwsSolutions-COG1'],
    at: 'identity/People/Resource',
    reason:
      'Twelve characters and a check against leaked passwords; kinds of characters make worse ones (NIST 800-63B).',
  },
  {
    rules: ['AwsSolutions-COG2'],
    at: 'identity/People/Resource',
    reason: 'A second factor is the choice of the person; the profiles promise that it can be had.',
  },
];

const functions: readonly TemplateException[] = [
  {
    rules: ['CKV_AWS_115'],
    at: anyFunction,
    reason: 'A reservation takes from what the others may need; the API is throttled and costs are reserved.',
  },
  {
    rules: ['CKV_AWS_116'],
    at: anyFunction,
    reason:
      'Who calls waits for the answer (the API, workflows, a deployment) or comes again (schedules, streams).',
  },
  {
    rules: ['CKV_AWS_117'],
    at: anyFunction,
    reason:
      'Control functions reach out and hold no data key; an invariant holds content functions in the network.',
  },
  {
    rules: ['CKV_AWS_173'],
    at: anyFunction,
    reason:
      'The environment names resources and holds no secret; it is encrypted by the key of Lambda itself.',
  },
  {
    rules: ['W3005'],
    at: /^[\w-]+\/\w+\/(Function\/Resource|Machine)$/,
    reason:
      'The CDK writes down that something follows its role and the policy of that role; one of both is implied.',
  },
  {
    rules: ['AwsSolutions-SF1', 'AwsSolutions-SF2'],
    at: anyWorkflow,
    reason:
      'Logs and traces would be a second and third history; the first carries ids alone and ends by itself.',
  },
];

const entries: readonly TemplateException[] = [
  {
    rules: ['CKV_AWS_120'],
    at: anyStage,
    reason: 'A cache at the gateway would keep answers, and so content.',
  },
  {
    rules: ['CKV_AWS_73'],
    at: anyStage,
    reason: 'Traces would keep addresses and paths longer than the access log does.',
  },
  {
    rules: ['AwsSolutions-APIG2'],
    at: anyApi,
    reason: 'The schema of the contract validates in the function, which answers with a problem document.',
  },
  {
    rules: ['AwsSolutions-APIG6'],
    at: anyStage,
    reason: 'Execution logs hold headers and bodies; the access log has exactly the fields of the policy.',
  },
  {
    rules: ['AwsSolutions-APIG3'],
    at: 'machine-api/Machines/DeploymentStage.live/Resource',
    reason: 'A private API: machines alone reach it, through their endpoint and signed by their role.',
  },
  {
    rules: ['AwsSolutions-CFR1'],
    at: 'site/Distribution/Resource',
    reason: 'Nobody is refused by country; an operator who must do so adds it.',
  },
  {
    rules: ['AwsSolutions-CFR3', 'CKV_AWS_86'],
    at: 'site/Distribution/Resource',
    reason: 'The access log of the API has exactly the fields of the policy; a second one would have more.',
  },
  {
    rules: ['W6001'],
    at: 'Outputs/SiteConfig',
    reason: 'One output gathers what the page needs to know from several stacks.',
  },
];

const networks: readonly TemplateException[] = [
  {
    rules: ['AwsSolutions-VPC7'],
    at: 'network/Content/Resource',
    reason:
      'No route leads out or in: a flow log would show our functions and our endpoints, and nothing else.',
  },
  {
    rules: ['AwsSolutions-VPC7'],
    at: 'machine-network/Machines/Resource',
    reason: 'A flow log would tell to whom the machines of people speak; the policy says that nobody looks.',
  },
  {
    rules: ['AwsSolutions-EC23'],
    at: 'machine-network/Machines/NatSecurityGroup/Resource',
    reason: 'The rule cannot read a range that is known at deployment: the network’s own, and no other.',
  },
  {
    rules: ['AwsSolutions-EC26', 'AwsSolutions-EC28', 'AwsSolutions-EC29', 'CKV_AWS_88'],
    at: 'machine-network/Machines/exitSubnet1/NatInstance/Resource',
    reason:
      'The way out of a dev stage: it has the public address for all and keeps nothing; the next deployment makes a lost one again.',
  },
];

/** What the checkers of templates may overlook. */
export const exceptions = [...keysAndRoles, ...stores, ...functions, ...entries, ...networks];

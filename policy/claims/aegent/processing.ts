import type { ClaimRows } from '../claim.ts';

/** Sections 3 to 5: processing, model providers, security. */
export const aegentProcessing: ClaimRows = {
  A15: {
    section: '3',
    modules: ['chat', 'platform'],
    due: 'first',
    claim: 'A message travels to an API server inside isolated infrastructure.',
    control: 'API Gateway REST behind WAF, then a function in VPC subnets.',
    evidence: "Template: the chat route's integration is a function in the isolated subnets.",
  },
  A16: {
    section: '3',
    modules: ['models'],
    due: 'first',
    claim: 'The API forwards the request to a model.',
    control:
      "Bedrock `ConverseStream` through the VPC endpoint; the role names the catalogue's models and profiles.",
    evidence:
      "The model sees the model id and the prompt that were asked for; the role's policy admits no other model.",
  },
  A17: {
    section: '3',
    modules: ['models', 'chat'],
    due: 'first',
    claim: 'The model processes it and returns an answer.',
    control: 'The chat function normalises errors, timeouts and stop reasons.',
    evidence:
      "An answer arrives whole; throttling, a model's error in mid-stream and a torn connection each end as an error, never as an answer.",
    later: 'Tool calls and images of each model family.',
  },
  A18: {
    section: '3',
    modules: ['chat'],
    due: 'first',
    claim: 'The answer is streamed back to the browser.',
    control:
      'Server-sent events with sequence numbers; chunks are kept for an hour so that the browser re-attaches; `stop` is an explicit act.',
    evidence:
      'The first token arrives before the last is produced; a cut and re-attached stream gives the identical text; a stop ends the model call and the charging.',
  },
  A19: {
    section: '3',
    modules: ['chat', 'platform'],
    due: 'first',
    claim: 'Conversation data are then stored encrypted within the infrastructure.',
    control:
      'The prompt is sealed and stored before the model is called, the answer in parts while it arrives.',
    evidence:
      'When the function is killed in mid-stream, prompt and partial answer are there, sealed, and marked interrupted.',
  },
  A20: {
    section: '4',
    modules: ['models', 'platform'],
    due: 'first',
    claim: 'Models are reached through secure, enterprise-grade infrastructure.',
    control:
      'Bedrock with IAM (SigV4) through an interface endpoint; no public provider host for platform keys.',
    evidence:
      'Template: a Bedrock-runtime endpoint whose policy lists the models; content functions have no other way out; no source names another model host.',
  },
  A21: {
    section: '4',
    modules: ['models', 'platform'],
    claim: 'Provider agreements rule out training on inputs and outputs.',
    control:
      'Register entry per provider: agreement, clause, date, reviewer; gateway refuses providers without a current entry. Left: holding the agreements.',
    evidence: 'Expired entry → model disabled and alarm.',
    people: 'Concluding and filing provider agreements.',
  },
  A22: {
    section: '4',
    modules: ['models'],
    due: 'first',
    claim: 'Inputs are not passed on to third-party model makers.',
    control:
      'The retention mode is `none`, and only the custom resource that sets it may set it; models are listed by ARN in roles and endpoint policy.',
    evidence:
      'One role alone holds `bedrock:PutAccountDataRetention`; no role may call a model outside the catalogue.',
  },
  A23: {
    section: '4',
    kind: 'O',
    modules: ['platform'],
    claim: 'Processing takes place in SOC 2 compliant infrastructure.',
    control:
      'Software helps: list of AWS services used vs. list of services in scope, report date register (AWS Artifact), reminder before expiry.',
    evidence:
      'A service in the template that is not in the in-scope list fails the check; overdue report raises a task.',
    people: 'Obtaining and reading SOC 2 reports.',
  },
  A24: {
    section: '4',
    modules: ['models'],
    due: 'first',
    claim: 'Nothing is retained by model providers after processing.',
    control: 'Retention mode `none`, read back every hour.',
    evidence: 'The stored reading says mode `none` with Region and time, and answers carry retention `none`.',
    later: 'The daily attestation on the trust page.',
  },
  A25: {
    section: '5',
    modules: ['platform'],
    due: 'first',
    claim: 'HTTPS protects all data in transit.',
    control: 'HTTPS at CloudFront, HTTP redirected, HSTS; API behind it by TLS only.',
    evidence: 'Template: no distribution behaviour and no API endpoint accepts plain HTTP.',
  },
  A26: {
    section: '5',
    modules: ['platform'],
    due: 'first',
    claim: 'AES-256 protects data at rest.',
    control: 'Symmetric KMS keys (AES-256) for all stores; encrypted EBS volumes.',
    evidence: 'Template: every key used for encryption is symmetric; VM volumes are encrypted.',
  },
  A27: {
    section: '5',
    modules: ['platform'],
    due: 'first',
    claim: 'The cloud infrastructure is isolated.',
    control: 'VPCs of our own: no peering, no transit, no shared subnets or groups; VMs in their own VPC.',
    evidence:
      'No peering, transit attachment, VPN or resource share in the templates; every security group belongs to a VPC of ours.',
  },
  A28: {
    section: '5',
    modules: ['accounts'],
    due: 'first',
    claim: 'Authentication follows industry-standard protocols.',
    control:
      'OpenID Connect code flow with PKCE on the server, managed login, no implicit flow; tokens never reach the browser.',
    evidence:
      'Template: code flow alone, token revocation on; PKCE is asked for; a forged state, a missing verifier and a made-up code are refused.',
    later: 'TOTP and passkeys.',
  },
  A29: {
    section: '5',
    modules: ['platform'],
    due: 'first',
    claim: 'A web application firewall guards against common web exploits.',
    control:
      "WAFv2 on CloudFront and API: managed common, known-bad-inputs and IP-reputation groups, rate rules; the API's demands the edge's secret header.",
    evidence:
      'Template: each public entry has a web ACL with these rules; body rules count instead of block only on the routes that the design names.',
    later: 'Attack fixtures against a real web ACL (the emulator enforces none).',
  },
};

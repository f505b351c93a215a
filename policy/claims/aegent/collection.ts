import type { ClaimRows } from '../claim.ts';

/** Key points and section 2: collection. */
export const aegentCollection: ClaimRows = {
  A1: {
    section: 'head',
    due: 'first',
    claim: 'The policy shows the date of its last revision.',
    control: "The version entry in force renders the page's date.",
    evidence: 'The Aegent policy page shows the effective date of the version in force.',
    later: 'Publishing a second version through the API.',
  },
  A2: {
    section: 'key',
    modules: ['platform'],
    due: 'first',
    claim: 'Data are encrypted at rest and in transit inside the infrastructure.',
    control:
      'Customer-managed KMS keys on every table, bucket, queue, topic and log group; encrypted volumes; TLS everywhere.',
    evidence:
      'Template sweep: each store names a customer-managed key, each volume is encrypted, and each entry demands TLS.',
  },
  A3: {
    section: 'key',
    modules: ['models'],
    due: 'first',
    claim: 'Data are never used to train models.',
    control:
      'Bedrock only, retention mode `none`; the permission boundary denies every job that could train on data.',
    evidence:
      "No role may start a customisation, fine-tuning or distillation job, and no function's code names one.",
  },
  A4: {
    section: 'key',
    modules: ['models'],
    due: 'first',
    claim: 'Model providers neither store nor log prompts or answers.',
    control:
      "A custom resource sets Bedrock's data retention mode to `none` in the home Region and all destination Regions of the profiles in use; an hourly check reads it and the logging configuration back; models that refuse the mode are not listed.",
    evidence:
      'A reading other than `none`, invocation logging switched on, or a reading older than two hours: model routes answer 503 `retention_guard`; the deployment sets the mode.',
  },
  A5: {
    section: 'key',
    modules: ['platform'],
    due: 'first',
    claim: 'All data are processed and stored within an isolated VPC.',
    control:
      'Functions of class content run in VPC subnets without a way to the internet and reach stores through endpoints whose policies admit our account alone. Said openly: Cognito, API Gateway, DynamoDB, S3 and Bedrock are regional services.',
    evidence:
      'Template: every function that may unwrap a data key is in isolated subnets; endpoint policies require our account as principal and as resource.',
    people: 'Explaining plainly which AWS services are regional rather than inside the VPC.',
  },
  A6: {
    section: '2.1',
    modules: ['accounts'],
    due: 'first',
    claim: 'E-mail address is collected at account creation.',
    control: 'Cognito requires the e-mail address at sign-up.',
    evidence:
      'Sign-up without an e-mail address is refused; the account that follows shows the address given.',
  },
  A7: {
    section: '2.1',
    modules: ['accounts'],
    due: 'first',
    claim: 'The password is held only in protected form.',
    control:
      'Cognito keeps the password as a salted verifier; the sign-up form and the managed login send it to Cognito alone; no function of ours receives it.',
    evidence:
      'No own schema has a password field; a sign-up leaves no password in any log, table or object of ours; a weak password is refused.',
    later: 'The check against breached passwords.',
  },
  A8: {
    section: '2.1',
    modules: ['accounts', 'privacy'],
    due: 'first',
    claim: 'The account creation date is kept.',
    control: '`createdAt` in the account item, in its category.',
    evidence: 'Present in the account view and in the export.',
  },
  A9: {
    section: '2.2',
    modules: ['chat', 'platform'],
    due: 'first',
    claim: 'Conversation history (messages and answers) is stored in an encrypted database.',
    control:
      "Turns are sealed under the account's content key (AES-256-GCM) inside tables that KMS encrypts.",
    evidence:
      "The raw item holds ciphertext only; the owner reads the text; another account's key does not open it.",
    later: 'Large parts in S3.',
  },
  A10: {
    section: '2.2',
    modules: ['billing', 'models'],
    due: 'first',
    claim: 'Token usage and credit transactions are stored.',
    control:
      'One transaction writes the turn, the ledger entry with its usage (tokens in and out, price version) and the balance.',
    evidence:
      "One answer gives one movement whose tokens agree with the provider's count and whose amount follows from the price; a stopped answer is charged by our own count, marked as estimated.",
  },
  A11: {
    section: '2.2',
    modules: ['billing', 'privacy'],
    due: 'first',
    claim: 'Usage timestamps are stored.',
    control: 'Ledger entries carry their time; nothing finer is kept.',
    evidence: 'Each usage movement has its time; the export contains it; the item schema has no finer time.',
  },
  A12: {
    section: '2.3',
    modules: ['models'],
    due: 'first',
    claim: 'No use of data for training.',
    control: 'No code path and no role leads content into training.',
    evidence: 'The only model actions any role holds are invocation and token counting.',
  },
  A13: {
    section: '2.3',
    modules: ['privacy', 'platform'],
    due: 'first',
    claim: 'Conversation content is not shared with third parties.',
    control:
      "Conversation content leaves for Bedrock in the operator's account and nowhere else: content functions have no way to the internet, and no mail or event has a field for it.",
    evidence:
      'A canary in a chat reaches the model endpoint and lies in clear in no table, object, log, queue, mail or workflow history.',
    later: 'Mail templates of notices and push.',
  },
  A14: {
    section: '2.3',
    claim: 'Personal data are neither sold nor monetised.',
    control:
      "No advertising or data-export integration exists; sale flag constant `false` in disclosures. Left: the organisation's conduct.",
    evidence: 'Build check: no advertising SDK or pixel; `/v1/privacy/disclosures` reports zero sales.',
    people: 'Refraining from monetising.',
  },
};

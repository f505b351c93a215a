import type { ClaimRows } from '../claim.ts';

/** Sections 1 to 4: what is yours, models, collection, recipients. */
export const tropicCollection: ClaimRows = {
  T1: {
    section: 'head',
    due: 'first',
    claim: 'The policy shows the date of its last revision.',
    control:
      "Policy versions are data: number, effective date and SHA-256 of the text. The page's header and the answer of `/v1/policies/privacy` are rendered from the version entry.",
    evidence:
      'The page, `/v1/policies/privacy` and the version entry show the same date and hash; the hash is that of the text; the same version with another text is refused.',
    later: 'Publishing a second version through the API.',
  },
  T2: {
    section: '1',
    modules: ['privacy', 'platform'],
    due: 'first',
    claim:
      "Everything a customer stores, generates or processes is confidential and stays the customer's property.",
    control:
      "Each store names its owner in its spec: `userId` is its key, and its resource is tagged confidential and owned by the customer. Stores take the account first; every route looks up under the caller's own account alone.",
    evidence:
      "No table, bucket, queue or log group lacks the tags; every route called with another account's ids answers 403 or 404 with nothing of that account, and nothing changes.",
  },
  T3: {
    section: '1',
    modules: ['privacy', 'platform'],
    claim: 'Customer data is used for nothing but providing the service.',
    control:
      'Each category in the policy names its purposes; roles of analytics, administration and support carry an explicit Deny on content tables, buckets and keys.',
    evidence:
      'IAM policy simulation for each non-service role × content resource = `explicitDeny`; a handler that reads a field without a registered purpose fails lint.',
  },
  T4: {
    section: '1',
    modules: ['privacy', 'platform'],
    claim: 'Data is not sold, licensed or shared.',
    control:
      'Egress allow-list (VPC endpoints + DNS/Network Firewall list generated from the sub-processor register); no third-party script or pixel in the console (CSP). Left to the organisation: not selling by other means.',
    evidence:
      'Outbound hosts found in code and in captured E2E traffic ⊆ register; CSP test finds no foreign origin except those registered.',
    people: 'Not selling data by any other road (contracts, deals).',
  },
  T5: {
    section: '1',
    claim:
      'Sharing happens only where strictly needed to run the platform, and only with the recipients of section 4.',
    control:
      'Recipients register (who, purpose, fields, Region); every supplier client is constructed from its entry with a field allow-list.',
    evidence:
      'A client call with a field outside its allow-list throws before sending; removing a register entry breaks the build of its client.',
  },
  T6: {
    section: '2',
    modules: ['models'],
    due: 'first',
    claim: 'Customer data never trains models.',
    control:
      'Bedrock only, account retention mode `none`. The permission boundary of every role denies model customisation, evaluation jobs and invocation logging.',
    evidence:
      'Boundary denies `bedrock:CreateModelCustomizationJob`, `CreateEvaluationJob` and `PutModelInvocationLoggingConfiguration`, and every role carries it.',
  },
  T7: {
    section: '2',
    modules: ['models'],
    due: 'first',
    claim: 'With keys the platform provides, neither conversations nor agent activity feed model training.',
    control:
      'Each entry of the model catalogue states `trainsOnInput: false` and retention `none`; a route with platform keys refuses a model that is not in it.',
    evidence:
      'An entry with either flag missing does not compile; a turn with a model that is not listed is refused, and no request reaches the provider.',
  },
  T8: {
    section: '2',
    modules: ['models'],
    due: 'first',
    claim: 'Protection from training is the default and needs no action.',
    control: 'No setting exists that could switch training on; its type has no other value than `false`.',
    evidence:
      'No route, request field or stored attribute can set training; a fresh account is served under the same catalogue without any call.',
  },
  T9: {
    section: '2',
    modules: ['models', 'privacy'],
    claim:
      "With a customer's own model key, the provider's terms apply and the customer is responsible for that account's settings.",
    control: "Key form shows the provider's notice and link; acknowledgement stored (notice version, time).",
    evidence:
      'A provider key without acknowledgement → 422; with it → an entry in the consents; answers that left by an own key say so.',
  },
  T10: {
    section: '2',
    modules: ['models', 'platform'],
    claim: "An own key serves only its owner's calls.",
    control:
      "The key is sealed under the account's credential key with the item's key in the associated data; it is looked up under the account, never globally, and handed to the relay in the call.",
    evidence:
      "B's call never resolves A's key (property test over random accounts); swapping ciphertexts between accounts fails to open.",
  },
  T11: {
    section: '3',
    due: 'first',
    claim: 'Only the minimum information needed is collected.',
    control:
      'The store specs are an allow-list: an attribute exists only in an item schema that has category, purpose, basis, retention and erasure. Request schemas are strict.',
    evidence:
      "Every attribute of every item written during a run through the product is named in its store's spec; an unknown request field is refused with 400.",
  },
  T12: {
    section: '3',
    modules: ['accounts'],
    due: 'first',
    claim: 'Account data are an e-mail address and authentication data.',
    control: 'Cognito user pool: e-mail is required, nothing else is.',
    evidence:
      'Template: the required attributes are e-mail alone; signing up with only e-mail and password gives an account.',
  },
  T13: {
    section: '3',
    modules: ['billing'],
    claim: 'Payments go through a payment provider; card details are not stored.',
    control:
      'Stripe Checkout and Portal (hosted pages); webhook payloads reduced to an allow-list before storage; Luhn guard on write paths.',
    evidence:
      'After a full billing E2E, a Luhn scan of all tables, buckets and logs finds nothing; schemas have no PAN/CVC field.',
  },
};

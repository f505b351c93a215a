import type { ClaimRows } from '../claim.ts';

/** Sections 3 to 6: storage, recipients, virtual machines, transport. */
export const tropicRecipients: ClaimRows = {
  T14: {
    section: '3',
    modules: ['billing', 'machines'],
    due: 'first',
    claim: 'VM runtime and credit use are recorded for billing.',
    control:
      "A running VM prepays 15-minute holds; the true seconds come from EC2's start and stop times and are settled at each stop into the append-only ledger, reconciled every ten minutes.",
    evidence:
      'A start and a stop N seconds later leave one movement for N seconds; settling again changes nothing; the sum of the ledger is the balance.',
  },
  T15: {
    section: '3',
    modules: ['platform'],
    due: 'first',
    claim: 'Stored API keys and configuration are encrypted at rest with AES-256-GCM.',
    control:
      "AES-256-GCM under the account's credential key, a data key wrapped by KMS: versioned header, random 96-bit nonce, associated data naming table, item key and attribute.",
    evidence:
      'Known-answer vectors; a flipped bit, other associated data or a value moved to another item fails to open; the raw table holds no stored value in clear.',
    later: "Configurations and environment variables of the customer's own agents.",
  },
  T16: {
    section: '3',
    modules: ['platform', 'machines'],
    claim: "Those credentials stay inside the platform's infrastructure.",
    control:
      'No route returns a credential; only content functions unwrap the credential key; in the VM a helper puts a value in towards hosts that the owner approved, each use in a ledger that the owner sees.',
    evidence:
      '`GET` returns metadata only; `env` in the VM shows the handle; the broker sends the value to the allowed host and the literal handle elsewhere; canary never appears in logs or export.',
  },
  T17: {
    section: '3',
    modules: ['privacy', 'retention'],
    due: 'first',
    claim: 'Access logs hold IP address, browser type and time, for security and debugging.',
    control:
      'One access-log schema: IP address, browser type and time, and of the request its id, method, route template and status; own log group, encrypted, with the period of the schedule; no function may read it.',
    evidence:
      "The log format has exactly these fields; every log group has a retention that the schedule allows; no function's role may read the access log.",
  },
  T18: {
    section: '4',
    modules: ['platform', 'privacy'],
    due: 'first',
    claim: 'All processing stays within infrastructure the operator controls.',
    control:
      'One home Region; gateway and interface endpoints for AWS services, no NAT on the content path; the permission boundary denies other Regions; endpoint policies demand our own account as principal and resource.',
    evidence:
      'Template: content subnets have no route to the internet; endpoint policies name our account; the boundary denies a call to another Region.',
  },
  T19: {
    section: '4',
    modules: ['accounts', 'privacy'],
    due: 'first',
    claim: 'The authentication integration receives only e-mail and login credentials.',
    control:
      'Sign-in asks Cognito for `openid email` alone; Cognito gets the e-mail address and the password from the person, and nothing from us.',
    evidence:
      "Template: scopes and writable attributes; a signed-up account's attributes at Cognito are the e-mail address and Cognito's own.",
    later: 'Recorded requests to Google and GitHub.',
  },
  T20: {
    section: '4',
    modules: ['billing', 'privacy'],
    claim: 'The payment integration receives only transaction details.',
    control:
      'Stripe client with a field allow-list (customer ref, e-mail, amount, currency, tax fields, internal id).',
    evidence:
      'Contract test on recorded calls; a planted canary from chat, files and agents never occurs in them.',
  },
  T21: {
    section: '4',
    modules: ['machines', 'privacy'],
    claim: 'Infrastructure sharing is limited to VM compute and storage at the cloud provider.',
    control:
      'AWS accounts of the operator only; sub-processor register entry with services and Regions, generated from the synthesised template.',
    evidence:
      'Register services = resource types in the template; a new service without an entry fails the build.',
  },
  T22: {
    section: '4',
    modules: ['platform', 'privacy'],
    claim: 'None of these integrations can read VM contents, conversations, agents or files.',
    control:
      'Content encrypted under customer-managed keys, content-free payloads to all others. Left: AWS operators are bound by contract (Nitro, KMS), not by our code.',
    evidence:
      'Canary test: unique strings planted in VM, chat, agent, file; captured traffic of auth, payment, e-mail and analytics clients contains none.',
    people: "Relying on AWS's own operator-access controls.",
  },
  T23: {
    section: '5,6',
    modules: ['machines', 'platform'],
    due: 'first',
    claim: 'Every user gets an isolated virtual machine.',
    control:
      'One EC2 instance an account: own volumes, no shared mounts, a security group without ingress. The private API serves an instance only what belongs to its own account.',
    evidence:
      "Two accounts have two instances and two volumes; no rule lets one reach the other; the credentials of A's instance get nothing of B from the private API.",
    later: 'A packet from VM A to VM B that is dropped, on a real network.',
  },
  T24: {
    section: '5',
    modules: ['machines', 'platform'],
    due: 'first',
    claim:
      'The operator does not open, monitor or log VM contents beyond what provisioning and billing need.',
    control:
      "No log agent in the VM and no right to write logs in its role; only the hypervisor's metrics. Operators and functions are denied sessions, console output and snapshot reads of VMs.",
    evidence:
      "No function may, and the service control policy denies, `ssm:StartSession`, `ec2:GetConsoleOutput` and `ebs:GetSnapshotBlock`; the VM's role writes no logs; user data installs no collector.",
    later: 'The alarm on denied attempts.',
  },
  T25: {
    section: '5',
    modules: ['machines', 'platform', 'privacy'],
    claim: 'Conversations, files, agents and activity in the VM are private to the user.',
    control:
      "Terminal and files only by the owner's own sessions; support access by the owner's time-boxed grant with a second person; each use audited and notified.",
    evidence:
      "Admin token → 403; after owner's grant → 200 with an audit event and an owner notice; after expiry → 403.",
  },
  T26: {
    section: '6',
    modules: ['platform'],
    due: 'first',
    claim: 'All data in transit are protected by TLS.',
    control:
      'CloudFront and API from TLS 1.2 on, HSTS, `aws:SecureTransport` denied on buckets, topics and queues, TLS between VM and control plane.',
    evidence:
      'Template, each resource: viewer protocol and minimum version, HSTS header, bucket, queue and topic policies.',
  },
  T27: {
    section: '6',
    modules: ['platform'],
    claim: 'Internal communication runs over a VPN.',
    control:
      "The VMs' API is private with IAM authorization, reached by an interface endpoint; internal targets have no public address; operators reach private tools through AWS Client VPN or SSM. Left: issuing and revoking client certificates.",
    evidence:
      'Synth: internal APIs are `PRIVATE` with an endpoint policy; no internal target has a public address; Client VPN endpoint with certificate auth when enabled; request from outside → 403.',
    people: "Issuing, revoking and reviewing operators' VPN certificates.",
  },
  T28: {
    section: '6',
    modules: ['machines', 'platform'],
    due: 'first',
    claim: 'No VM port faces the public internet.',
    control:
      "Private subnets, no public address, a security group without ingress, no key pair; ports are reached through the owner's own session only.",
    evidence:
      'Template and launch: no public address, no ingress, no key pair, private subnets; a running instance stands in a subnet that gives no public address and has no route to a gateway, and has no elastic one.',
    later:
      'That the running instance has no public address, by the word of EC2 on AWS. Forwarded ports through sessions with an own document; the drift alarm.',
  },
};

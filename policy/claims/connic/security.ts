import type { ClaimRows } from '../claim.ts';

/** Section 7.1 and 7.2: security. */
export const connicSecurity: ClaimRows = {
  C93: {
    section: '7',
    modules: ['platform'],
    claim:
      'Technical and organisational measures protect against unauthorised access, change, disclosure, loss.',
    control: 'Control catalogue with tests; trust page. Left: organisational measures.',
    evidence: 'Every measure on the page has a passing test or a dated attestation.',
    people: 'Organisational measures (offices, people, policies).',
  },
  C94: {
    section: '7.1',
    modules: ['platform'],
    due: 'first',
    claim: 'Encryption in transit (TLS) and at rest (AES-256 or equal).',
    control: 'TLS from 1.2 on, AES-256 by KMS at rest, AES-256-GCM for content.',
    evidence: 'Template: minimum protocol version and AES-256 keys; the sealing algorithm is AES-256-GCM.',
  },
  C95: {
    section: '7.1',
    modules: ['platform'],
    due: 'first',
    claim: 'Access follows least privilege.',
    control:
      'One role a function, grants by ARN, no wildcards but a few with reasons; permission boundary on all roles.',
    evidence:
      'Template: no `Action: *`, no data action on `Resource: *`, the boundary on every role, no role shared by two functions.',
  },
  C96: {
    section: '7.1',
    modules: ['platform', 'privacy'],
    claim: 'Only authorised staff reach personal data.',
    control: 'As C35; quarterly access review task with list of grants. Left: who is authorised.',
    evidence: 'Review task lists all grants; unreviewed grant expires.',
    people: 'Deciding who is authorised.',
  },
  C97: {
    section: '7.1',
    modules: ['accounts'],
    claim: 'Strong authentication, incl. multi-factor for users.',
    control:
      'Cognito TOTP + passkeys; org policy `MFA required`; step-up for sensitive acts; recovery codes.',
    evidence:
      'Enrol, sign in, lose device, recover; sensitive route without recent MFA → 401; org policy blocks non-MFA members.',
  },
  C98: {
    section: '7.1',
    modules: ['platform'],
    claim: 'Systems are watched continuously for suspicious activity.',
    control: 'CloudTrail, GuardDuty, Config rules, Security Hub, alarms to on-call. Left: people answering.',
    evidence: 'Synth: each present; synthetic event reaches the topic.',
    people: 'Being on call.',
  },
  C99: {
    section: '7.1',
    modules: ['platform'],
    claim: 'Regular assessments, vulnerability scans, penetration tests.',
    control:
      'Inspector, dependency and image scan in CI, SBOM; assessment register with due dates. Left: the tests by people.',
    evidence: 'CI fails on a known-vulnerable fixture; overdue pen-test raises a task.',
    people: 'Assessments and penetration tests.',
  },
  C100: {
    section: '7.1',
    kind: 'O',
    modules: ['platform'],
    claim: 'Staff are trained in data protection and security.',
    control: 'Software helps: training register, break-glass refused without valid training.',
    evidence: 'Operator with expired training → break-glass 403.',
    people: 'Training staff.',
  },
  C101: {
    section: '7.1',
    claim: 'Incident response procedures exist.',
    control:
      'Incident register, runbooks, containment buttons (suspend an account, rotate keys, cut egress). Left: acting.',
    evidence: 'Game-day test: detection → containment → report draft, times recorded.',
    people: 'Acting in an incident.',
  },
  C102: {
    section: '7.1',
    kind: 'O',
    modules: ['platform', 'privacy'],
    claim: "Providers' security is evaluated.",
    control: 'Software helps: review fields and due dates in the sub-processor register; gate of C74.',
    evidence: 'As C74.',
    people: 'Evaluating suppliers.',
  },
  C103: {
    section: '7.2',
    modules: ['accounts'],
    claim: 'Users should choose strong, unique passwords.',
    control: 'Password policy, breached-list check, passkeys first.',
    evidence: 'Weak and breached refused.',
  },
  C104: {
    section: '7.2',
    modules: ['accounts'],
    claim: 'Users should switch MFA on.',
    control: 'Security check-up card; nudge until done; no dark pattern.',
    evidence: 'Card shown/hidden by state.',
  },
  C105: {
    section: '7.2',
    modules: ['accounts'],
    due: 'first',
    claim: 'Credentials should stay confidential.',
    control: 'An API key is shown once and kept as a hash; its prefix lets secret scanners find it.',
    evidence:
      'Creating shows the key, listing never does; the table has its hash alone; the prefix matches the published pattern.',
    later: 'The leak-report route; a warning on use from two countries.',
  },
  C106: {
    section: '7.2',
    modules: ['accounts'],
    due: 'first',
    claim: 'Users should sign out on shared devices.',
    control: 'Session list; end one or all.',
    evidence: 'A person ends another session and all sessions; each is refused at its next request.',
    later: 'Short idle time on a public device.',
  },
  C107: {
    section: '7.2',
    modules: ['accounts', 'privacy'],
    claim: 'Users should report suspected access at once.',
    control: "“This wasn't me” link: revokes sessions, freezes egress and keys, opens an incident.",
    evidence: 'Link triggers all four; single use.',
  },
  C108: {
    section: '7.2',
    modules: ['accounts', 'platform'],
    claim: 'Users should secure and rotate API keys.',
    control: 'Scopes, expiry, last used, IP allow-list, two live keys for rotation, reminders.',
    evidence: 'Rotation without downtime; expired key → 401; reminder event.',
  },
};

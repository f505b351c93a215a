/** Why data are processed, and the legal basis of each reason (GDPR Article 6). An unregistered purpose does not compile. */
export const purposes = {
  account: { label: 'To create, maintain and secure your account', basis: 'contract' },
  service: { label: 'To provide what you ask for', basis: 'contract' },
  billing: { label: 'To account for credits and their use', basis: 'contract' },
  security: { label: 'To keep the service secure and find faults', basis: 'legitimate-interest' },
  accountability: { label: 'To show what was done with your data', basis: 'legal-obligation' },
  acceptance: { label: 'To show which policy you accepted', basis: 'legal-obligation' },
  erasure: { label: 'To keep what was erased from coming back', basis: 'legal-obligation' },
  operation: { label: 'To run the service; nothing about a person', basis: 'none-personal' },
} as const satisfies Record<string, { label: string; basis: LegalBasis }>;

export type LegalBasis =
  | 'contract'
  | 'legitimate-interest'
  | 'legal-obligation'
  | 'consent'
  | 'none-personal';
export type PurposeId = keyof typeof purposes;

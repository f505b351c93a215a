export const messages = {
  'policy.version': 'Version',
  'policy.since': 'In force since',
  'policy.hash': 'SHA-256',
} as const;

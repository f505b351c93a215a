import type { Profile } from '../profile.ts';

export const aegent: Profile = {
  id: 'aegent',
  product: 'Aegent',
  summary: 'An assistant in the browser that keeps nothing with its models',
  claims: ['A'],
  capabilities: ['chat'],
  recoveryDays: 0,
  welcomeCredits: 500,
  recipients: ['aws', 'bedrock', 'cognito', 'ses'],
  policyRevised: '2026-11-29',
};

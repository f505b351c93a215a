import type { Profile } from '../profile.ts';

export const tropic: Profile = {
  id: 'tropic',
  product: 'Tropic',
  summary: 'A virtual machine of your own with agents in it',
  claims: ['T'],
  capabilities: ['chat', 'credentials', 'machines', 'runs'],
  recoveryDays: 0,
  welcomeCredits: 500,
  recipients: ['aws', 'bedrock', 'cognito', 'ses'],
  policyRevised: '2026-11-29',
};

import type { Profile } from '../profile.ts';

export const cloister: Profile = {
  id: 'cloister',
  product: 'Cloister',
  summary: 'Private chat, machines and agents, by the strictest of the three promises',
  claims: ['T', 'A', 'C'],
  capabilities: ['chat', 'credentials', 'machines', 'runs'],
  recoveryDays: 29,
  welcomeCredits: 500,
  recipients: ['aws', 'bedrock', 'cognito', 'ses'],
  policyRevised: '2026-11-29',
};

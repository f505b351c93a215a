import type { Profile } from '../profile.ts';

export const connic: Profile = {
  id: 'connic',
  product: 'Connic',
  summary: 'Hosting for agents, with every privacy right',
  claims: ['C'],
  capabilities: ['chat', 'credentials', 'machines', 'runs'],
  recoveryDays: 29,
  welcomeCredits: 500,
  recipients: ['aws', 'bedrock', 'cognito', 'ses'],
  policyRevised: '2026-11-29',
};

import type { routes } from '../../contracts/routes.ts';
import type { AnswerOf } from '../../contracts/spec/route.ts';
import { route } from './client.ts';

type Routes = typeof routes;

/** What a route answers. */
export type Answer<Id extends keyof Routes> = AnswerOf<Routes[Id]>;
/** One item of what a list route answers. */
export type ItemOf<Id extends keyof Routes> =
  Answer<Id> extends { items: readonly (infer Item)[] } ? Item : never;

export const readSession = route<Routes['readSession']>('GET', '/v1/session');
export const onboard = route<Routes['onboard']>('POST', '/v1/onboarding');
export const signOut = route<Routes['signOut']>('POST', '/v1/sign-out');
export const listSessions = route<Routes['listSessions']>('GET', '/v1/sessions');
export const endOtherSessions = route<Routes['endOtherSessions']>('DELETE', '/v1/sessions');
export const endSession = route<Routes['endSession']>('DELETE', '/v1/sessions/{tokenId}');
export const listApiKeys = route<Routes['listApiKeys']>('GET', '/v1/api-keys');
export const createApiKey = route<Routes['createApiKey']>('POST', '/v1/api-keys');
export const deleteApiKey = route<Routes['deleteApiKey']>('DELETE', '/v1/api-keys/{tokenId}');
export const readAccount = route<Routes['readAccount']>('GET', '/v1/account');
export const closeAccount = route<Routes['closeAccount']>('DELETE', '/v1/account');
export const restoreAccount = route<Routes['restoreAccount']>('POST', '/v1/account/restore');

export const listModels = route<Routes['listModels']>('GET', '/v1/catalogue');
export const listConversations = route<Routes['listConversations']>('GET', '/v1/conversations');
export const createConversation = route<Routes['createConversation']>('POST', '/v1/conversations', true);
export const readConversation = route<Routes['readConversation']>(
  'GET',
  '/v1/conversations/{conversationId}',
);
export const changeConversation = route<Routes['changeConversation']>(
  'PATCH',
  '/v1/conversations/{conversationId}',
);
export const deleteConversation = route<Routes['deleteConversation']>(
  'DELETE',
  '/v1/conversations/{conversationId}',
);
export const stopTurn = route<Routes['stopTurn']>(
  'POST',
  '/v1/conversations/{conversationId}/turns/{turnId}/stop',
);

export const readCredits = route<Routes['readCredits']>('GET', '/v1/credits');
export const listLedger = route<Routes['listLedger']>('GET', '/v1/credits/ledger');

export const listCredentials = route<Routes['listCredentials']>('GET', '/v1/credentials');
export const storeCredential = route<Routes['storeCredential']>('POST', '/v1/credentials', true);
export const replaceCredential = route<Routes['replaceCredential']>('PUT', '/v1/credentials/{credentialId}');
export const deleteCredential = route<Routes['deleteCredential']>('DELETE', '/v1/credentials/{credentialId}');

export const readMachine = route<Routes['readMachine']>('GET', '/v1/machine');
export const launchMachine = route<Routes['launchMachine']>('POST', '/v1/machine');
export const stopMachine = route<Routes['stopMachine']>('POST', '/v1/machine/stop');
export const startMachine = route<Routes['startMachine']>('POST', '/v1/machine/start');
export const endMachine = route<Routes['endMachine']>('DELETE', '/v1/machine');

export const listRuns = route<Routes['listRuns']>('GET', '/v1/runs');
export const startRun = route<Routes['startRun']>('POST', '/v1/runs', true);
export const readRun = route<Routes['readRun']>('GET', '/v1/runs/{runId}');
export const stopRun = route<Routes['stopRun']>('POST', '/v1/runs/{runId}/stop');
export const deleteRun = route<Routes['deleteRun']>('DELETE', '/v1/runs/{runId}');

export const readPolicy = route<Routes['readPolicy']>('GET', '/v1/policies/privacy');
export const listPolicyVersions = route<Routes['listPolicyVersions']>('GET', '/v1/policies/privacy/versions');
export const readInventory = route<Routes['readInventory']>('GET', '/v1/privacy/inventory');
export const listExports = route<Routes['listExports']>('GET', '/v1/privacy/exports');
export const requestExport = route<Routes['requestExport']>('POST', '/v1/privacy/exports', true);
export const linkExport = route<Routes['linkExport']>('POST', '/v1/privacy/exports/{exportId}/link');
export const readAudit = route<Routes['readAudit']>('GET', '/v1/privacy/audit');
export const readReceipt = route<Routes['readReceipt']>('GET', '/v1/receipts/{receiptId}');

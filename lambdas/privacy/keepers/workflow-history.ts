import { unfound } from './unfound.ts';

export const workflowHistoryKeeper = unfound('a history is kept by execution, and names random ids only');

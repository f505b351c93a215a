import type { Journey } from '../journey.ts';
import { accountJourneys } from './accounts.ts';
import { chatJourneys } from './chat.ts';
import { leavingJourneys } from './leaving.ts';
import { machineJourneys } from './machines.ts';
import { privacyJourneys } from './privacy.ts';
import { runJourneys } from './runs.ts';

/** Every journey. A new grant needs one that does not get to its end without it. */
export const journeys: readonly Journey[] = [
  ...accountJourneys,
  ...chatJourneys,
  ...machineJourneys,
  ...runJourneys,
  ...privacyJourneys,
  ...leavingJourneys,
];

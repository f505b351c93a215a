import {
  GetAccountDataRetentionCommand,
  GetModelInvocationLoggingConfigurationCommand,
} from '@aws-sdk/client-bedrock';
import type { Check } from './check.ts';
import { bad, goodUnless, lookAtEach, warns } from './finding.ts';
import { isDeployed } from './place.ts';

/** Mode `none` with invocation logging off, in every Region that a model may answer from: it is set in each by itself. */
export const retentionCheck: Check = {
  name: 'retention',
  look: async (place) => {
    const deployed = await isDeployed(place);
    return lookAtEach(place.destinations, String, async (region) => {
      const client = place.clients.bedrock(region);
      const [{ mode = 'unknown' }, { loggingConfig }] = await Promise.all([
        client.send(new GetAccountDataRetentionCommand({})),
        client.send(new GetModelInvocationLoggingConfigurationCommand({})),
      ]);
      const amiss = [
        ...(mode === 'none' ? [] : [`mode ${mode}`]),
        ...(loggingConfig === undefined ? [] : ['invocation logging is on']),
      ];
      return goodUnless(
        deployed ? bad : warns,
        amiss,
        region,
        'mode none, invocation logging off',
        deployed
          ? 'Model routes answer 503 until it is right: docs/runbooks/retention-guard.md says how.'
          : 'The deployment sets mode none and logging off, for everybody in this account.',
      );
    });
  },
};

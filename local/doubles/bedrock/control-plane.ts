import * as z from 'zod';
import { type ControlPlaneState, loggingConfig, retentionMode } from './control-plane-state.ts';

export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface ControlOperation {
  readonly name: string;
  readonly run: (state: ControlPlaneState, region: string, body: unknown) => Promise<ControlAnswer>;
}

const ok = (body: unknown): ControlAnswer => ({ status: 200, body });

/** What `@aws-sdk/client-bedrock` calls, by method and path. */
export const controlOperations: Readonly<Record<string, ControlOperation>> = {
  'GET /data-retention': {
    name: 'GetAccountDataRetention',
    run: (state, region) => {
      const { mode, updatedAt } = state.of(region);
      return Promise.resolve(ok({ mode, updatedAt }));
    },
  },
  'PUT /data-retention': {
    name: 'PutAccountDataRetention',
    run: async (state, region, body) => {
      const { mode } = z.looseObject({ mode: retentionMode }).parse(body);
      await state.setMode(region, mode);
      return ok({ mode, updatedAt: state.of(region).updatedAt });
    },
  },
  'GET /logging/modelinvocations': {
    name: 'GetModelInvocationLoggingConfiguration',
    run: (state, region) => Promise.resolve(ok({ loggingConfig: state.of(region).logging })),
  },
  'PUT /logging/modelinvocations': {
    name: 'PutModelInvocationLoggingConfiguration',
    run: async (state, region, body) => {
      await state.setLogging(region, z.looseObject({ loggingConfig }).parse(body).loggingConfig);
      return ok({});
    },
  },
  'DELETE /logging/modelinvocations': {
    name: 'DeleteModelInvocationLoggingConfiguration',
    run: async (state, region) => {
      await state.setLogging(region, undefined);
      return ok({});
    },
  },
};

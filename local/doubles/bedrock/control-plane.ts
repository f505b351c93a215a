import * as z from 'zod';
import { models, regionGroups } from '../../../policy/models.ts';
import { type ControlPlaneState, loggingConfig, retentionMode } from './control-plane-state.ts';

export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Of an error. */
  readonly code?: string;
}

export interface ControlOperation {
  readonly name: string;
  /** What it asks about, as IAM names it; nothing where it asks about the account. */
  readonly of?: string;
  readonly run: (state: ControlPlaneState, region: string, body: unknown) => Promise<ControlAnswer>;
}

const ok = (body: unknown): ControlAnswer => ({ status: 200, body });

/** What `@aws-sdk/client-bedrock` calls about the account, by method and path. */
const accountOperations: Readonly<Record<string, ControlOperation>> = {
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

const missing: ControlAnswer = {
  status: 404,
  body: { message: 'The model or profile does not exist.' },
  code: 'ResourceNotFoundException',
};
const modelPath = /^GET \/(foundation-models|inference-profiles)\/([^/]+)$/;

/** What a request to the control plane asks for. */
export function controlOperation(request: string): ControlOperation | undefined {
  const [, kind, encoded = ''] = modelPath.exec(request) ?? [];
  if (kind === undefined) return accountOperations[request];
  const id = decodeURIComponent(encoded);
  return kind === 'foundation-models'
    ? {
        name: 'GetFoundationModel',
        of: `foundation-model/${id}`,
        run: async (state, region) => foundationModel(state, region, id),
      }
    : {
        name: 'GetInferenceProfile',
        of: `inference-profile/${id}`,
        run: async (state, region) => inferenceProfile(state, region, id),
      };
}

/** As the catalogue has it, unless a test said otherwise. */
function foundationModel(state: ControlPlaneState, region: string, id: string): ControlAnswer {
  const said = state.model(id);
  if (said.missing || !models.some((model) => model.foundationModel === id)) return missing;
  const { status = 'ACTIVE', endOfLifeTime } = said;
  const modelArn = arnOf(region, id);
  const modelLifecycle = { status, startOfLifeTime: '2026-01-01T00:00:00Z', endOfLifeTime };
  const inferenceTypesSupported = ['INFERENCE_PROFILE'];
  return ok({ modelDetails: { modelArn, modelId: id, inferenceTypesSupported, modelLifecycle } });
}

function inferenceProfile(state: ControlPlaneState, region: string, id: string): ControlAnswer {
  const [group, ...rest] = id.split('.');
  const model = rest.join('.');
  const said = state.model(model);
  const usual = Object.entries(regionGroups).find(([name]) => name === group)?.[1];
  if (said.missing || usual === undefined) return missing;
  const found = (said.regions ?? usual).map((where) => ({ modelArn: arnOf(where, model) }));
  const inferenceProfileArn = `arn:aws:bedrock:${region}:000000000000:inference-profile/${id}`;
  const named = { inferenceProfileId: id, inferenceProfileName: id, inferenceProfileArn };
  return ok({ ...named, status: 'ACTIVE', type: 'SYSTEM_DEFINED', models: found });
}

const arnOf = (region: string, id: string): string => `arn:aws:bedrock:${region}::foundation-model/${id}`;

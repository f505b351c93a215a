import {
  BedrockClient,
  DeleteModelInvocationLoggingConfigurationCommand,
  GetAccountDataRetentionCommand,
  GetFoundationModelCommand,
  GetInferenceProfileCommand,
  GetModelInvocationLoggingConfigurationCommand,
  PutAccountDataRetentionCommand,
} from '@aws-sdk/client-bedrock';
import type { Model } from '../../../policy/models.ts';
import { modelRegionGroup } from './regions.ts';

/** What Bedrock keeps of model calls in one Region. */
export interface AccountSettings {
  readonly mode: string;
  readonly logsInvocations: boolean;
}

/** How AWS speaks of a model, and the Regions to which a call of it may be sent. */
export interface ModelFacts {
  readonly isLegacy: boolean;
  readonly endsAt: Date | undefined;
  readonly regions: readonly string[];
}

/** How Bedrock says that there is no such model, or not any more. */
const unknown = ['ResourceNotFoundException', 'ValidationException'];

/** Bedrock's settings of this AWS account, Region by Region. */
export class ModelAccount {
  private readonly clients = new Map<string, BedrockClient>();

  async read(region: string): Promise<AccountSettings> {
    const client = this.clientOf(region);
    const [{ mode = 'unknown' }, { loggingConfig }] = await Promise.all([
      client.send(new GetAccountDataRetentionCommand({})),
      client.send(new GetModelInvocationLoggingConfigurationCommand({})),
    ]);
    return { mode, logsInvocations: loggingConfig !== undefined };
  }

  /** A model as a Region sees it; nothing where AWS does not know it, or not the profile through which it is called. */
  async readModel(
    region: string,
    { foundationModel, inferenceProfile }: Pick<Model, 'foundationModel' | 'inferenceProfile'>,
  ): Promise<ModelFacts | undefined> {
    const client = this.clientOf(region);
    const inferenceProfileIdentifier = inferenceProfile[modelRegionGroup()];
    try {
      const [{ modelDetails }, { models = [] }] = await Promise.all([
        client.send(new GetFoundationModelCommand({ modelIdentifier: foundationModel })),
        client.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier })),
      ]);
      const { status, endOfLifeTime } = modelDetails?.modelLifecycle ?? {};
      const regions = models.map(({ modelArn = '' }) => modelArn.split(':')[3] ?? '');
      return { isLegacy: status !== 'ACTIVE', endsAt: endOfLifeTime, regions };
    } catch (error) {
      if (error instanceof Error && unknown.includes(error.name)) return undefined;
      throw error;
    }
  }

  /** Lets Bedrock keep nothing in a Region. Only the custom resource's role may. */
  async keepNothing(region: string): Promise<void> {
    const client = this.clientOf(region);
    await client.send(new PutAccountDataRetentionCommand({ mode: 'none' }));
    await client.send(new DeleteModelInvocationLoggingConfigurationCommand({}));
  }

  private clientOf(region: string): BedrockClient {
    const client = this.clients.get(region) ?? new BedrockClient({ region });
    this.clients.set(region, client);
    return client;
  }
}

import {
  BedrockClient,
  DeleteModelInvocationLoggingConfigurationCommand,
  GetAccountDataRetentionCommand,
  GetModelInvocationLoggingConfigurationCommand,
  PutAccountDataRetentionCommand,
} from '@aws-sdk/client-bedrock';

/** What Bedrock keeps of model calls in one Region. */
export interface AccountSettings {
  readonly mode: string;
  readonly logsInvocations: boolean;
}

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

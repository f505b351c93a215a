/** The only account of the emulator. */
export const localAccount = '000000000000';

/** Where a local deployment lives; the emulator keeps Regions apart as AWS does. */
export const localRegion = 'eu-central-1';

/** The emulator takes this key pair for the root of the account. Nothing but the set-up and tests may use it. */
export const rootCredentials = { accessKeyId: 'test', secretAccessKey: 'test' } as const;

/** Settings for an SDK client of the set-up or of a test. */
export const adminClient = (endpoint: string, region: string = localRegion) => ({
  endpoint,
  region,
  credentials: rootCredentials,
});

/** Environment for a command-line tool that administers the emulator; no AWS setting of the developer reaches it. */
export function adminEnvironment(endpoint: string, region: string = localRegion): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: rootCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: rootCredentials.secretAccessKey,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

import { delimiter, join } from 'node:path';

export interface EmulatorSettings {
  readonly port: number;
  /** The state folder's live part. */
  readonly live: string;
  /** Where it may put temporary files, unpacked functions among them. */
  readonly temporary: string;
  /** Folders of Node 24, which runs the functions, and of Python. */
  readonly programs: readonly string[];
  /** Addresses that functions use besides the emulator's own, as the SDK names them. */
  readonly addresses: Readonly<Record<string, string>>;
}

/**
 * The emulator's whole environment. It hands its own to the functions, so nothing of the developer's gets in, and what
 * is not a setting of the emulator must be something that a function may see.
 */
export function emulatorEnvironment(settings: EmulatorSettings): Record<string, string> {
  return {
    PATH: [...settings.programs, '/usr/bin', '/bin'].join(delimiter),
    HOME: settings.temporary,
    TMPDIR: settings.temporary,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    PYTHONUNBUFFERED: '1',
    GATEWAY_PORT: String(settings.port),
    BIND_HOST: '127.0.0.1',
    AUTH: 'true',
    CLOUDTRAIL_RECORDING: '1',
    CLOUDTRAIL_MAX_EVENTS: '1000000',
    PERSIST_STATE: '1',
    S3_PERSIST: '1',
    STATE_DIR: join(settings.live, 'services'),
    S3_DATA_DIR: join(settings.live, 'objects'),
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    // Otherwise it looks for a container daemon, and removes containers there that it takes for its own.
    DOCKER_HOST: `unix://${join(settings.temporary, 'no-container-daemon')}`,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${settings.port}`,
    ...settings.addresses,
  };
}

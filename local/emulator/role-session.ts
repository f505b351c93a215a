import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';

const given = z.object({
  AccessKeyId: z.string(),
  SecretAccessKey: z.string(),
  SessionToken: z.string(),
  Expiration: z.date(),
});

export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Takes a role as the account's root, whom every trust policy of the emulator lets in. */
export async function assumeRole(
  sts: STSClient,
  RoleArn: string,
  { session, seconds }: { session: string; seconds: number },
): Promise<RoleCredentials> {
  const role = { RoleArn, RoleSessionName: session.slice(0, 64), DurationSeconds: seconds };
  const { Credentials } = await sts.send(new AssumeRoleCommand(role));
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given.parse(Credentials);
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiresAt: Expiration.getTime(),
  };
}

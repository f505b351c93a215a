import * as sdk from '@aws-sdk/client-kms';
import { afterEach, expect, it, vi } from 'vitest';
import * as ours from '../../../../lambdas/platform/aws/key-client.ts';
import { startScripted } from './scripted-service.ts';

afterEach(() => void vi.unstubAllEnvs());

const KeyId = 'arn:aws:kms:eu-central-1:111122223333:key/one';
const EncryptionContext = { userId: 'usr_1', purpose: 'content' };
const bytes = new Uint8Array([0, 1, 255]);
const decrypt = { KeyId, EncryptionContext, CiphertextBlob: bytes };
const encrypt = { KeyId, EncryptionContext, Plaintext: bytes };
const generate = { KeyId, EncryptionContext, KeySpec: 'AES_256' } as const;
const mac = { KeyId, Message: bytes, MacAlgorithm: 'HMAC_SHA_256' } as const;
const sign = { KeyId, Message: bytes, MessageType: 'RAW', SigningAlgorithm: 'ECDSA_SHA_256' } as const;

it.each([
  [
    'Decrypt',
    new sdk.DecryptCommand(decrypt),
    new ours.DecryptCommand(decrypt),
    { Plaintext: 'AAH/', KeyId },
  ],
  [
    'Encrypt',
    new sdk.EncryptCommand(encrypt),
    new ours.EncryptCommand(encrypt),
    { CiphertextBlob: 'AAH/', KeyId },
  ],
  [
    'GenerateDataKeyWithoutPlaintext',
    new sdk.GenerateDataKeyWithoutPlaintextCommand(generate),
    new ours.GenerateDataKeyWithoutPlaintextCommand(generate),
    { CiphertextBlob: 'AAH/', KeyId },
  ],
  ['GenerateMac', new sdk.GenerateMacCommand(mac), new ours.GenerateMacCommand(mac), { Mac: 'AAH/', KeyId }],
  ['Sign', new sdk.SignCommand(sign), new ours.SignCommand(sign), { Signature: 'AAH/', KeyId }],
  [
    'GetPublicKey',
    new sdk.GetPublicKeyCommand({ KeyId }),
    new ours.GetPublicKeyCommand({ KeyId }),
    { PublicKey: 'AAH/', KeyId },
  ],
])(
  'KMS hears of %s what it hears of the SDK, and the answer is the same',
  async (operation, theirs, own, body) => {
    await using service = await startScripted({ body });
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_ENDPOINT_URL', service.url);
    const { $metadata: _, ...expected } = await new sdk.KMSClient({}).send(theirs as sdk.DecryptCommand);
    expect(await new ours.KMSClient().send(own)).toEqual(expected);
    expect(service.heard[1]).toEqual(service.heard[0]);
    expect(service.heard[1]?.target).toBe(`TrentService.${operation}`);
  },
);

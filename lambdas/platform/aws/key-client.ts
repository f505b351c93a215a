/** Stands in bundles for `@aws-sdk/client-kms`. */
import { accessTo } from './access.ts';
import { type Command, command, type Fields } from './command.ts';
import { bytesIn } from './dynamo-values.ts';
import { JsonService } from './json-service.ts';

export const DecryptCommand = command('Decrypt');
export const EncryptCommand = command('Encrypt');
export const GenerateDataKeyWithoutPlaintextCommand = command('GenerateDataKeyWithoutPlaintext');
export const GenerateMacCommand = command('GenerateMac');
export const GetPublicKeyCommand = command('GetPublicKey');
export const SignCommand = command('Sign');

/** Fields of answers that are bytes. */
const bytes = new Set(['CiphertextBlob', 'Mac', 'Plaintext', 'PublicKey', 'Signature']);

const protocol = { service: 'kms', target: 'TrentService', version: '1.1', known: {} } as const;

export class KMSClient {
  private readonly service = new JsonService(protocol, () => accessTo('kms'));

  async send({ operation, input }: Command): Promise<Fields> {
    const answer = await this.service.call(operation, mapped(input, encoded));
    return mapped(answer, (name, value) => (bytes.has(name) ? bytesIn(String(value)) : value));
  }
}

const encoded = (_name: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;

const mapped = (fields: Fields, change: (name: string, value: unknown) => unknown): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, change(name, value)]));

import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

/** `aws s3 cp s3://bucket/key file` with the instance role's credentials; user data needs nothing else of that program. */
export async function copyObject(args: readonly string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { region: { type: 'string' }, 'only-show-errors': { type: 'boolean' } },
  });
  const [service, verb, from = '', to = ''] = positionals;
  const source = /^s3:\/\/([^/]+)\/(.+)$/.exec(from);
  if (service !== 's3' || verb !== 'cp' || !source || !values.region)
    throw new Error(`not played: aws ${service} ${verb}`);
  const s3 = new S3Client({ region: values.region, forcePathStyle: true });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: source[1], Key: source[2] }));
  await writeFile(to, await (Body?.transformToByteArray() ?? new Uint8Array()));
}

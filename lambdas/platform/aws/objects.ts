import { S3Client } from '@aws-sdk/client-s3';

/** The object client; an emulator has no host name for each bucket, and AWS takes both forms. */
export const objects = new S3Client({ forcePathStyle: true });

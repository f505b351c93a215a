import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TableSpec } from '../../contracts/spec/store.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { type DataKey, openSealed } from '../platform/keys/sealed-items.ts';
import { type ExportPart, exportSchema } from './archive.ts';
import { type SubjectIds, subjectItems } from './subject-store.ts';

/** Every item of one store, opened where it is content of the exportable kind. */
export async function collectStore(
  db: DynamoDBDocumentClient,
  spec: TableSpec,
  ids: SubjectIds,
  key: DataKey,
): Promise<ExportPart> {
  const schema = exportSchema(spec);
  const items = [];
  for await (const raw of subjectItems(db, spec, ids)) {
    const opened = spec.sealedWith === 'content' ? openSealed(spec, key, raw) : raw;
    const item = readItem(spec, schema, opened);
    if (item !== undefined) items.push(item);
  }
  return { spec, items };
}

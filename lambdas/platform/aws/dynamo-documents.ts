/** Stands in bundles for `@aws-sdk/lib-dynamodb`: the commands that stores send, and pages. */
import { randomUUID } from 'node:crypto';
import { type Command, command, type Fields } from './command.ts';
import type { DynamoDBClient } from './dynamo-client.ts';
import { type Attribute, marshall, unmarshall } from './dynamo-values.ts';

export const BatchWriteCommand = command('BatchWriteItem');
export const DeleteCommand = command('DeleteItem');
export const GetCommand = command('GetItem');
export const PutCommand = command('PutItem');
export const QueryCommand = command('Query');
export const ScanCommand = command('Scan');
export const UpdateCommand = command('UpdateItem');
/** With a token of its own: an attempt whose answer got lost is not carried out twice. */
export class TransactWriteCommand extends command('TransactWriteItems') {
  constructor(input: Fields) {
    super({ ClientRequestToken: randomUUID(), ...input });
  }
}

export class DynamoDBDocumentClient {
  private readonly client: DynamoDBClient;

  private constructor(client: DynamoDBClient) {
    this.client = client;
  }

  static from(client: DynamoDBClient): DynamoDBDocumentClient {
    return new DynamoDBDocumentClient(client);
  }

  async send({ operation, input }: Command): Promise<Fields> {
    return plain(await this.client.call(operation, wired(input)));
  }
}

/** Requests and answers, whose fields of these names hold an item or attributes of one, wherever they stand. */
const itemFields = new Set([
  'Attributes',
  'ExclusiveStartKey',
  'ExpressionAttributeValues',
  'Item',
  'Key',
  'LastEvaluatedKey',
]);

function converted(fields: Fields, convert: Convert): Fields {
  const found: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields))
    found[name] = convertedField(
      field,
      itemFields.has(name) || name === 'Items' ? convert : (inner) => converted(inner, convert),
    );
  return found;
}

/** A function of each object in a field: of the field itself, or of each in its list. */
function convertedField(field: unknown, convert: Convert): unknown {
  if (Array.isArray(field)) return field.map((one: unknown) => convertedField(one, convert));
  return typeof field === 'object' && field !== null ? convert({ ...field }) : field;
}
type Convert = (fields: Fields) => Fields;

const wired = (request: Fields): Fields => converted(request, marshall);
const plain = (answer: Fields): Fields =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as DynamoDB answers; a value of another type is refused there
  converted(answer, (item) => unmarshall(item as Record<string, Attribute>));

interface Paginator {
  readonly client: DynamoDBDocumentClient;
  readonly pageSize?: number;
}

const paginate = (Operation: typeof QueryCommand) =>
  async function* pages({ client, pageSize }: Paginator, input: Fields): AsyncGenerator<Fields> {
    const limit = pageSize === undefined ? {} : { Limit: pageSize };
    let from: unknown;
    do {
      const start = from === undefined ? {} : { ExclusiveStartKey: from };
      const page = await client.send(new Operation({ ...input, ...limit, ...start }));
      yield page;
      from = page['LastEvaluatedKey'];
    } while (from !== undefined);
  };

export const paginateQuery = paginate(QueryCommand);
export const paginateScan = paginate(ScanCommand);

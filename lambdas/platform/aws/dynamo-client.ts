/** Stands in bundles for `@aws-sdk/client-dynamodb`: the connection, and the errors that stores tell apart. */
import { accessTo } from './access.ts';
import { JsonService, ServiceFault } from './json-service.ts';

export class ConditionalCheckFailedException extends ServiceFault {
  /** The item as it travelled, where the request asked for it. */
  get Item(): unknown {
    return this.detail('Item');
  }
}
export class TransactionCanceledException extends ServiceFault {
  get CancellationReasons(): unknown {
    return this.detail('CancellationReasons');
  }
}
export class TransactionConflictException extends ServiceFault {}

const known = { ConditionalCheckFailedException, TransactionCanceledException, TransactionConflictException };

const protocol = { service: 'dynamodb', target: 'DynamoDB_20120810', version: '1.0', known } as const;

export class DynamoDBClient extends JsonService {
  constructor() {
    super(protocol, () => accessTo('dynamodb'));
  }
}

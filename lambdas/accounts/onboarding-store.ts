import { type DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { acceptances, accounts, identities, tokens } from '../../contracts/accounts/stores.ts';
import type { UserId } from '../../contracts/ids.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';
import { documents } from '../platform/aws/clients.ts';
import { waitForTurn } from '../platform/dynamo/contention.ts';
import { plainItem, readItem } from '../platform/dynamo/items.ts';
import { failedConditions, type TransactItem } from '../platform/dynamo/transactions.ts';
import { env } from '../platform/env.ts';
import type { Account, Token } from './tokens.ts';

export type Acceptance = ItemOf<typeof acceptances>;

/** Physical names of the tables that make an account. */
export interface OnboardingTables {
  readonly accounts: string;
  readonly identities: string;
  readonly acceptances: string;
  readonly tokens: string;
}

export interface Onboarding {
  readonly account: Account;
  readonly acceptance: Acceptance;
  readonly session: Pick<Token, 'tokenHash' | 'expiresAt'>;
  /** The account's keys: with it or not at all, so that a sign-up that is not finished leaves none behind. */
  readonly keys: readonly TransactItem[];
  /** The balance, and the welcome credits with what claims them. */
  readonly grant: readonly TransactItem[];
  /** The beginning of the account's audit trail. */
  readonly event: TransactItem;
}

/** The way from a sign-in to an account, and what was accepted on it. */
export class OnboardingStore {
  private readonly db: DynamoDBDocumentClient;
  private readonly tables: OnboardingTables;

  constructor(db: DynamoDBDocumentClient, tables: OnboardingTables) {
    this.db = db;
    this.tables = tables;
  }

  async listAcceptances(user: UserId): Promise<Acceptance[]> {
    const found = await this.db.send(
      new QueryCommand({
        TableName: this.tables.acceptances,
        KeyConditionExpression: 'userId = :user',
        ExpressionAttributeValues: { ':user': user },
        ConsistentRead: true,
      }),
    );
    return (found.Items ?? [])
      .map((raw) => readItem(acceptances, acceptances.item, raw))
      .filter((item) => item !== undefined);
  }

  /**
   * Makes the account in one transaction: identity, account, acceptance, the caller's token, keys, the welcome (`grant`), and the first `event`.
   * `exists`: another session of the same person was first, or this one is no newcomer any more. Throws `AccountBusy`.
   */
  async create(onboarding: Onboarding): Promise<'created' | 'exists'> {
    const TransactItems = this.items(onboarding);
    for (let attempt = 1; ; attempt++) {
      try {
        await this.db.send(new TransactWriteCommand({ TransactItems }));
        return 'created';
      } catch (error) {
        if (failedConditions(error).length > 0) return 'exists';
        // Met another attempt of the same person, which may be done or not.
        await waitForTurn(attempt, error);
      }
    }
  }

  private items({ account, acceptance, session, keys, grant, event }: Onboarding): TransactItem[] {
    const identity = { subject: account.subject, userId: account.userId };
    return [
      {
        Put: {
          TableName: this.tables.identities,
          Item: plainItem(identities, identity),
          ConditionExpression: 'attribute_not_exists(subject)',
        },
      },
      {
        Put: {
          TableName: this.tables.accounts,
          Item: plainItem(accounts, account),
          ConditionExpression: 'attribute_not_exists(userId)',
        },
      },
      { Put: { TableName: this.tables.acceptances, Item: plainItem(acceptances, acceptance) } },
      {
        Update: {
          TableName: this.tables.tokens,
          Key: { tokenHash: session.tokenHash },
          UpdateExpression:
            'SET kind = :session, userId = :user, customerId = :customer, accountState = :state, keyEpoch = :epoch, #plan = :plan, expiresAt = :until REMOVE subject',
          ConditionExpression: 'kind = :newcomer',
          ExpressionAttributeNames: { '#plan': 'plan' },
          ExpressionAttributeValues: {
            ':newcomer': 'sign-in',
            ':session': 'session',
            ':user': account.userId,
            ':customer': account.customerId,
            ':state': account.state,
            ':epoch': account.keyEpoch,
            ':plan': account.plan,
            ':until': session.expiresAt,
          },
        },
      },
      ...keys,
      ...grant,
      event,
    ];
  }
}

export const openOnboarding = (): OnboardingStore =>
  new OnboardingStore(documents, {
    accounts: env(accounts.env),
    identities: env(identities.env),
    acceptances: env(acceptances.env),
    tokens: env(tokens.env),
  });

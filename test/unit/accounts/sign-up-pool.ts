import {
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';

export interface PoolUser {
  readonly createdAt: number;
  readonly changedAt: number;
  readonly isLocked: boolean;
}

const asked = z.object({
  UserPoolId: z.literal('pool'),
  Username: z.string().default(''),
  Limit: z.int().default(60),
  PaginationToken: z.string().default(''),
  AttributesToGet: z.array(z.string()).optional(),
  Filter: z.enum(['status = "Disabled"']).optional(),
});
type Asked = z.infer<typeof asked>;

/** A user pool that answers the SDK's own client, and writes down who was changed. */
export class SignUpPool {
  readonly users: Map<string, PoolUser>;
  readonly done: string[] = [];
  readonly lists: Asked[] = [];
  /** Calls that are still answered; after these the process is as good as dead. */
  callsLeft = Number.POSITIVE_INFINITY;
  /** Who is deleted by somebody else between the list and the act. */
  vanishing: string | undefined;
  private readonly now: () => number;

  constructor(users: Readonly<Record<string, PoolUser>>, now: () => number) {
    this.users = new Map(Object.entries(users));
    this.now = now;
  }

  client(): CognitoIdentityProviderClient {
    const client = new CognitoIdentityProviderClient({ region: 'eu-central-1' });
    client.middlewareStack.add(
      (_, { commandName = '' }) =>
        async ({ input }) => {
          if (--this.callsLeft < 0) throw new Error('killed');
          const output = this.answer(commandName, asked.parse(input));
          return { output: { ...output, $metadata: {} }, response: {} };
        },
      { step: 'initialize', priority: 'high' },
    );
    return client;
  }

  private answer(command: string, request: Asked): object {
    if (command === 'ListUsersCommand') return this.list(request);
    const { Username } = request;
    if (Username === this.vanishing) this.users.delete(Username);
    const user = this.users.get(Username);
    if (user === undefined) throw new UserNotFoundException({ message: 'gone', $metadata: {} });
    this.done.push(`${command.replace(/^Admin|UserCommand$/g, '')} ${Username}`);
    if (command === 'AdminDeleteUserCommand') this.users.delete(Username);
    else
      this.users.set(Username, {
        ...user,
        isLocked: command === 'AdminDisableUserCommand',
        changedAt: this.now(),
      });
    return {};
  }

  /** By the id of the last, so that a deletion in between moves nothing. */
  private list(request: Asked): object {
    this.lists.push(request);
    const after = [...this.users]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .filter(
        ([subject, { isLocked }]) =>
          subject > request.PaginationToken && (request.Filter === undefined || isLocked),
      );
    const page = after.slice(0, request.Limit);
    return {
      Users: page.map(([Value, { createdAt, changedAt, isLocked }]) => ({
        Username: Value,
        Attributes: [{ Name: 'sub', Value }],
        UserCreateDate: new Date(createdAt),
        UserLastModifiedDate: new Date(changedAt),
        Enabled: !isLocked,
      })),
      ...(after.length > page.length ? { PaginationToken: page.at(-1)?.[0] } : {}),
    };
  }
}

import {
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';

const asked = z.object({
  UserPoolId: z.literal('pool'),
  Username: z.string().default(''),
  Filter: z.string().default(''),
});

/**
 * A user pool that finds people as AWS does: acts take the user name, which is the id of a local person alone; of one from
 * another provider it is `GitHub_583231`. The emulator takes the id for everybody.
 */
export class AwsUserPool {
  readonly done: string[] = [];
  private readonly names: Map<string, string>;

  /** @param people their names by their ids */
  constructor(people: Readonly<Record<string, string>>) {
    this.names = new Map(Object.entries(people));
  }

  subjects(): readonly string[] {
    return [...this.names.keys()];
  }

  client(): CognitoIdentityProviderClient {
    const client = new CognitoIdentityProviderClient({ region: 'eu-central-1' });
    client.middlewareStack.add(
      (_, { commandName = '' }) =>
        async ({ input }) => ({
          output: { ...this.answer(commandName, asked.parse(input)), $metadata: {} },
          response: {},
        }),
      { step: 'initialize', priority: 'high' },
    );
    return client;
  }

  private answer(command: string, { Username, Filter }: z.output<typeof asked>): object {
    if (command === 'ListUsersCommand') {
      const subject = /^sub = "(.+)"$/.exec(Filter)?.[1] ?? '';
      const name = this.names.get(subject);
      const Attributes = [{ Name: 'sub', Value: subject }];
      return { Users: name === undefined ? [] : [{ Username: name, Enabled: true, Attributes }] };
    }
    const found = [...this.names].find(([, name]) => name === Username);
    if (found === undefined) throw new UserNotFoundException({ message: 'gone', $metadata: {} });
    if (command === 'AdminListUserAuthEventsCommand') return { AuthEvents: [{ EventType: 'SignIn' }] };
    this.done.push(`${command.replace(/^Admin|Command$/g, '')} ${Username}`);
    if (command === 'AdminDeleteUserCommand') this.names.delete(found[0]);
    return {};
  }
}

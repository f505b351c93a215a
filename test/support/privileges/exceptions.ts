/** A kind of grant whose absence nothing on the emulator can notice. */
export interface ExceptionKind {
  readonly reason: string;
  /** Of a function and a grant: `machine-steps iam:PassRole Role`. */
  readonly covers: RegExp;
}

/** A list of reasons, not of conveniences: there are at most so many. */
export const MOST_KINDS = 10;

/** What is left to the simulation of policies (`test/infra/privileges.test.ts`), each kind with its reason. */
export const exceptionKinds: readonly ExceptionKind[] = [
  {
    reason: 'Lambda writes down what a function prints; on the emulator whatever its role permits.',
    covers: / logs:(CreateLogStream|PutLogEvents) /,
  },
  {
    reason:
      'Lambda places a function into its network before the function runs; the emulator has no network.',
    covers: / ec2:(\w+NetworkInterfaces?|DescribeSubnets|(Una|A)ssignPrivateIpAddresses) \*$/,
  },
  {
    reason: 'Lambda reads the stream of a table for a function; on the emulator whatever its role permits.',
    covers: /^(machine|run)-events dynamodb:(ListStreams|DescribeStream|GetRecords|GetShardIterator)/,
  },
  {
    reason: 'EC2 asks for every part of a launch; the emulator for the subnet alone.',
    covers: /^machine-steps (ec2:(RunInstances (?!\w*Subnet)|CreateTags )|iam:PassRole |ssm:GetParameters )/,
  },
  {
    reason:
      'AWS asks for the right to tag where a queue is made with tags; the emulator for the making alone.',
    covers: /^machine-steps sqs:TagQueue /,
  },
  {
    reason: 'A machine changes its type only where a zone has no room for it; the emulator always has room.',
    covers: /^machine-steps ec2:ModifyInstanceAttribute /,
  },
  {
    reason:
      'A conversation must go between two calls of one request, where nobody can come in between on purpose; every order of both is in test/unit/chat/take-turn.test.ts.',
    covers: /^turns dynamodb:DeleteItem TurnsTable$/,
  },
];

/** Functions that a local deployment does not have: there the local edge serves the console itself. */
export const notDeployed = ['publish-site'];

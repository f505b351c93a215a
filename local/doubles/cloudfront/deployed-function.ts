import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { unzipSync } from 'fflate';
import * as z from 'zod';
import { adminClient } from '../../emulator/account.ts';
import { assumeRole, type RoleCredentials } from '../../emulator/role-session.ts';
import { FunctionLog } from './function-log.ts';

const deployed = z.object({
  Configuration: z.object({
    FunctionName: z.string(),
    Role: z.string(),
    Handler: z.string(),
    Timeout: z.number(),
    MemorySize: z.number(),
    Environment: z.object({ Variables: z.record(z.string(), z.string()).default({}) }).optional(),
    LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
  }),
  Code: z.object({ Location: z.string() }),
});

export interface DeployedFunction {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly logGroup: string;
  /** File and export: `index.handler`. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memory: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Where its code was unpacked. */
  readonly folder: string;
}

/** What is deployed in the emulator, and what Lambda knows of it. */
export class Deployed {
  private readonly endpoint: string;
  private readonly lambda: LambdaClient;
  private readonly sts: STSClient;
  private readonly logs: CloudWatchLogsClient;
  private readonly folders: string[] = [];

  constructor(endpoint: string) {
    this.endpoint = endpoint;
    this.lambda = new LambdaClient(adminClient(endpoint));
    this.sts = new STSClient(adminClient(endpoint));
    this.logs = new CloudWatchLogsClient(adminClient(endpoint));
  }

  /** Reads a function and unpacks its code; not in the project, whose packages it would find there. */
  async read(arn: string): Promise<DeployedFunction> {
    const answer = await this.lambda.send(new GetFunctionCommand({ FunctionName: arn }));
    const { Configuration: is, Code } = deployed.parse(answer);
    const zip = await fetch(Code.Location);
    if (!zip.ok) throw new Error(`The code of ${is.FunctionName} cannot be read: ${zip.status}`);
    const folder = await mkdtemp(join(tmpdir(), 'cloister-function-'));
    this.folders.push(folder);
    await unpack(new Uint8Array(await zip.arrayBuffer()), folder);
    return {
      name: is.FunctionName,
      arn,
      roleArn: is.Role,
      logGroup: is.LoggingConfig?.LogGroup ?? `/aws/lambda/${is.FunctionName}`,
      handler: is.Handler,
      timeoutSeconds: is.Timeout,
      memory: is.MemorySize,
      environment: is.Environment?.Variables ?? {},
      folder,
    };
  }

  credentialsOf({ name, roleArn }: DeployedFunction): Promise<RoleCredentials> {
    return assumeRole(this.sts, roleArn, { session: name, seconds: 3600 });
  }

  /** Whether credentials that were given are still good. */
  async knows(credentials: RoleCredentials): Promise<boolean> {
    const sts = new STSClient({ ...adminClient(this.endpoint), credentials });
    const known = await sts.send(new GetCallerIdentityCommand({})).then(
      () => true,
      () => false,
    );
    sts.destroy();
    return known;
  }

  /** The log of one process of the function. */
  openLog({ logGroup }: DeployedFunction): FunctionLog {
    const today = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
    return new FunctionLog(this.logs, logGroup, `${today}/[$LATEST]${randomBytes(16).toString('hex')}`);
  }

  async close(): Promise<void> {
    this.lambda.destroy();
    this.sts.destroy();
    this.logs.destroy();
    await Promise.all(this.folders.map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

async function unpack(zip: Uint8Array, folder: string): Promise<void> {
  for (const [name, bytes] of Object.entries(unzipSync(zip))) {
    const inside = normalize(name);
    if (inside.startsWith('..') || inside.endsWith('/')) continue;
    await mkdir(join(folder, dirname(inside)), { recursive: true });
    await writeFile(join(folder, inside), bytes);
  }
}

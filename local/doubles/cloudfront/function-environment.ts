import { localRegion } from '../../emulator/account.ts';
import type { RoleCredentials } from '../../emulator/role-session.ts';
import type { DeployedFunction } from './deployed-function.ts';

/** The environment that Lambda would give a function; nothing of ours is in it. */
export function environmentOf(
  fn: DeployedFunction,
  credentials: RoleCredentials,
  logStream: string,
): Record<string, string> {
  return {
    ...fn.environment,
    _HANDLER: fn.handler,
    LAMBDA_TASK_ROOT: fn.folder,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memory),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_REGION: localRegion,
    AWS_DEFAULT_REGION: localRegion,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}

/** What Lambda tells a function about one invocation, but the time that remains: that is counted in its process. */
export function contextOf(fn: DeployedFunction, awsRequestId: string, logStreamName: string) {
  return {
    awsRequestId,
    functionName: fn.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: fn.arn,
    memoryLimitInMB: String(fn.memory),
    logGroupName: fn.logGroup,
    logStreamName,
    callbackWaitsForEmptyEventLoop: false,
  };
}

import { optionalEnv } from './env.ts';

const service = optionalEnv('SERVICE');

/** What may be said about an event: the fields are a closed list, so content has no way in. */
export interface LogFields {
  readonly requestId?: string;
  readonly route?: string;
  readonly code?: string;
  readonly status?: number;
  readonly userId?: string;
  readonly of?: string;
  readonly count?: number;
  readonly milliseconds?: number;
  /** The name of an error's class and where it was thrown; never its message, which may quote input. */
  readonly error?: string;
  readonly at?: string;
}

/** One line of JSON, as CloudWatch's filters read it. It takes ids, codes and durations; content has no field here. */
export function log(level: 'info' | 'warn' | 'error', message: string, fields: LogFields = {}): void {
  const line = {
    level: level.toUpperCase(),
    message,
    timestamp: new Date().toISOString(),
    service,
    ...fields,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** An error as it may be logged: class and first frame, since messages of libraries can quote what they were given. */
export function describeError(error: unknown): Pick<LogFields, 'error' | 'at'> {
  if (!(error instanceof Error)) return { error: typeof error };
  const frame = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at '));
  return { error: error.name, ...(frame ? { at: frame.trim().slice(0, 200) } : {}) };
}

/** Thrown at start when a function lacks an address that its grants should have brought. */
export class MissingEnvironment extends Error {
  constructor(name: string) {
    super(`environment variable ${name} is not set`);
    this.name = 'MissingEnvironment';
  }
}

/** One environment variable; the only place that reads the environment of a function. */
export function env(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new MissingEnvironment(name);
  return value;
}

/** An address that only some deployments set. */
export const optionalEnv = (name: string): string | undefined => process.env[name] || undefined;
